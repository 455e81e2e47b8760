//! The schema, one file per step, the same on SQLite and PostgreSQL.

pub use sea_orm_migration::prelude::*;

mod m20261123_000010_records;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261123_000010_records::Migration)]
    }
}
