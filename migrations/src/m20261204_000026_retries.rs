//! A refresh that is repeated gets the same successor; some clients send their secret in the body; a stopped app is told.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        for table in ["notice", "notice_setting"] {
            step::allow(manager, table, "kind", "app-suspended").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
-- With the token itself, which is not here, it gives the successor. Removed when no retry can come any more.
alter table refresh_token add column successor_salt bytea check (successor_salt is null or rotated_at is not null);
create index refresh_token_with_salt on refresh_token (rotated_at) where successor_salt is not null;

-- The method client_secret_post: what is stored of a secret is the same, and the check of the table stays as it is.
alter table client add column secret_in_body boolean not null default false
    check (not secret_in_body or authentication = 'client_secret_basic');
";

const DOWN: &str = "
alter table client drop column secret_in_body;
drop index refresh_token_with_salt;
alter table refresh_token drop column successor_salt;
";
