//! A step written as SQL that both databases read, with the few words in which they differ.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Runs the statements. SQLite takes any name for a type, so PostgreSQL's names serve both.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let counted = if is_sqlite(manager) {
        "integer primary key autoincrement"
    } else {
        "bigint generated always as identity primary key"
    };
    let sql = sql.replace("{counted}", counted);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

pub(crate) fn is_sqlite(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}
