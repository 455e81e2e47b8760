//! Whether a secret stands anywhere in the database in clear.

use std::fs;

use sea_orm::{ConnectionTrait, Statement};

use super::Story;

const TABLES: [&str; 6] = [
    "authorization_request",
    "consent_grant",
    "access_token",
    "refresh_token",
    "audit_event",
    "session",
];

impl Story {
    pub(crate) async fn database_holds(&self, text: &str) -> bool {
        let database = &self.world.database;
        match database.url().strip_prefix("sqlite://") {
            Some(file) => [file.to_owned(), format!("{file}-wal")]
                .iter()
                .filter_map(|file| fs::read(file).ok())
                .any(|bytes| {
                    bytes
                        .windows(text.len())
                        .any(|window| window == text.as_bytes())
                }),
            None => self.a_row_holds(text).await,
        }
    }

    async fn a_row_holds(&self, text: &str) -> bool {
        let raw = self.world.database.raw().await;
        for table in TABLES {
            let sql = format!("select 1 from {table} row where row::text like $1");
            let values = [format!("%{text}%").into()];
            let statement = Statement::from_sql_and_values(raw.get_database_backend(), sql, values);
            if raw.query_one_raw(statement).await.unwrap().is_some() {
                return true;
            }
        }
        false
    }
}
