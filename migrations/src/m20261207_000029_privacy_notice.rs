//! The versions of the hospital's privacy notice, and which of them stood beside a decision.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        for table in ["notice", "notice_setting"] {
            step::allow(manager, table, "kind", "privacy-notice-changed").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
create table privacy_notice (
    version bigint primary key check (version > 0),
    -- SHA-256 of `texts`.
    digest text not null,
    -- Markdown by language, as JSON.
    texts text not null,
    since bigint not null,
    -- How far patients were told of it, in the order of their ids, and when all of them were.
    told_after uuid,
    told_at bigint
);
alter table consent add column privacy_notice bigint;
";

const DOWN: &str = "
alter table consent drop column privacy_notice;
drop table privacy_notice;
";
