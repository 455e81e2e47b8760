//! Requests from nobody who is known are counted and not written down one by one; an app's question becomes evidence when
//! somebody opens it.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
create table refusal_count (
    minute bigint not null,
    -- Empty where no registered client was named.
    client text not null,
    reason text not null check (reason in ('unknown-client', 'wrong-secret', 'unknown-token', 'unknown-grant', 'authorization-refused', 'unknown-account')),
    count bigint not null check (count > 0),
    primary key (minute, client, reason)
);
alter table authorization_request add column opened_at bigint;
";

const DOWN: &str = "
alter table authorization_request drop column opened_at;
drop table refusal_count;
";
