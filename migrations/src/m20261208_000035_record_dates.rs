//! Records are found by more than one date each, and by parameters with longer names.

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
";

const DOWN: &str = "
drop table record_date;
delete from record_token where param not in ('category', 'code', 'identifier');
";
