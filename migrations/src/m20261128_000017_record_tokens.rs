//! Business identifiers are found from the token; every other token is looked up from its record, by key.

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
-- It also led a search for one patient's lab results over everybody's.
drop index record_token_by_code;
create index record_token_by_identifier on record_token (code, system, record_pk) where param = 'identifier';
";

const DOWN: &str = "
drop index record_token_by_identifier;
create index record_token_by_code on record_token (param, code, system, record_pk);
";
