//! Records are found by more than one date each, and by parameters with longer names; what the sender said of the version
//! of a record is kept beside ours.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite keeps no length of a text.
        if !step::is_sqlite(manager) {
            step::run(
                manager,
                "alter table record_token alter column param type text",
            )
            .await?;
        }
        step::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
-- A moment or a span of time under the name of its search parameter, in milliseconds since 1970.
create table record_date (
    record_pk bigint not null references record (pk) on delete cascade,
    param text not null,
    date_start bigint not null,
    date_end bigint not null,
    primary key (record_pk, param, date_start, date_end)
);
-- What `meta` said when the record came in: both were set anew in its text.
alter table record add column source_version text;
alter table record add column source_updated bigint;
-- Whether the sender took it back: entered in error.
alter table record add column in_error boolean not null default false;
";

const DOWN: &str = "
alter table record drop column in_error;
alter table record drop column source_updated;
alter table record drop column source_version;
drop table record_date;
delete from record_token where param not in ('category', 'code', 'identifier');
";
