//! Checkpoints are signed by a key that is not in the database, so their key is none of its rows.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if step::is_sqlite(manager) {
            step::run(manager, &MOVE.replace("{key}", "")).await
        } else {
            let drop = "alter table checkpoint drop constraint checkpoint_key_id_fkey";
            step::run(manager, drop).await
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What such a key signed means nothing to a program that does not know it.
        let unknown = "delete from checkpoint where key_id not in (select id from signing_key)";
        step::run(manager, unknown).await?;
        if step::is_sqlite(manager) {
            step::run(
                manager,
                &MOVE.replace("{key}", " references signing_key (id)"),
            )
            .await
        } else {
            let add = "alter table checkpoint add foreign key (key_id) references signing_key (id)";
            step::run(manager, add).await
        }
    }
}

/// SQLite drops no constraint: the rows move into a table without it.
const MOVE: &str = "
alter table checkpoint rename to checkpoint_before;
create table checkpoint (
    sealed_seq bigint primary key,
    hash bytea not null,
    at bigint not null,
    key_id text not null{key},
    signature bytea not null
);
insert into checkpoint select sealed_seq, hash, at, key_id, signature from checkpoint_before;
drop table checkpoint_before;
";
