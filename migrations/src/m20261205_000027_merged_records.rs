//! Records that were found to be one, and what people are told about their record.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        for kind in ["record-merged", "record-moved"] {
            step::allow(manager, "notice", "kind", kind).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
-- Two Patient records were one person's: imports take what is said of the old one as said of the other.
create table merged_patient (
    old text primary key,
    kept text not null check (kept <> old),
    merged_at bigint not null
);
create index merged_patient_by_kept on merged_patient (kept);
";

const DOWN: &str = "
drop table merged_patient;
";
