//! What a record that is another one now was called, why its sharing waits, and refusals of suspended clients.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        step::allow(manager, "refusal_count", "reason", "client-suspended").await?;
        step::allow_beside(
            manager,
            "consent",
            "state_cause",
            ("risk", "records-merged"),
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
-- The server that its id came from: the same id of another server is somebody else's.
alter table merged_patient add column source text;
-- The business identifiers of a Patient that was found to be another one (FHIR R4 Patient.identifier): they mean the one that was kept.
create table merged_identifier (
    old text not null references merged_patient (old),
    -- Empty for an identifier without one.
    system text not null,
    value text not null,
    primary key (old, system, value)
);
create index merged_identifier_by_value on merged_identifier (value, system);
";

const DOWN: &str = "
drop table merged_identifier;
alter table merged_patient drop column source;
";
