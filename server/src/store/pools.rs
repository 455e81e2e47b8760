//! How busy are the connections to the database?

use sea_orm::{DatabaseConnection, DbBackend};

use super::{
    Store,
    connect::{POSTGRES_CONNECTIONS, SQLITE_READERS},
};
use crate::metrics::Pool;

impl Store {
    /// Returns each pool of connections as it is at this moment.
    pub fn pools(&self) -> Vec<Pool> {
        match self.writer.get_database_backend() {
            DbBackend::Sqlite => vec![
                pool("readers", &self.readers, SQLITE_READERS),
                pool("writer", &self.writer, 1),
            ],
            _ => vec![
                pool("all", &self.writer, POSTGRES_CONNECTIONS),
                pool("evidence", &self.evidence, 1),
            ],
        }
    }
}

fn pool(name: &'static str, connection: &DatabaseConnection, most: u32) -> Pool {
    let (open, idle) = match connection.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = connection.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle())
        }
        _ => {
            let pool = connection.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        }
    };
    Pool {
        name,
        open,
        idle,
        most,
    }
}
