//! What a record says by itself is told from what it shares with what it goes with, and references know where they stand.

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
-- `classified` follows from it and from what the record goes with.
alter table record add column own_classified boolean not null default true;
update record set own_classified = classified;
-- The server that an id comes from; null where the import named none.
alter table record add column source text;
-- The topics that the record says by itself and that are true of what it points at.
alter table record_reference add column passes bigint not null default 0;
-- 1: the target says what the record is; 2: the two are one.
alter table record_reference add column bond integer not null default 0;
-- Where the reference stands in the body, in bytes: '120-163 500-540'. Null for records of before.
alter table record_reference add column spans text;
-- By which lists everything stored is labelled: no row until that was done.
create table labelling (
    id integer primary key check (id = 1),
    lists text not null
);
";

const DOWN: &str = "
drop table labelling;
alter table record_reference drop column spans;
alter table record_reference drop column bond;
alter table record_reference drop column passes;
alter table record drop column source;
alter table record drop column own_classified;
";
