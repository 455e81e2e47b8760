//! How a database is opened: what must hold for every connection, on SQLite and on PostgreSQL.

use std::time::Duration;

use migrations::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DbBackend, DbErr, Statement, TransactionTrait,
    sqlx::{
        postgres::PgSslMode,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{
    Store,
    deadline::{NEVER_STOPPED, Overdue, STATEMENT},
    error::StoreError,
    postgres::{InvalidAddress, ssl_mode},
    private_files::keep_private,
};
use crate::{config::DatabaseTls, metrics::Metrics};

/// How long a request waits for a connection before it fails: longer means that the database cannot keep up.
const PATIENCE: Duration = Duration::from_secs(5);
pub(super) const SQLITE_READERS: u32 = 4;
pub(super) const POSTGRES_CONNECTIONS: u32 = 20;

/// How far the schema of a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaState {
    /// Each migration of this program by name, and whether it was applied.
    pub steps: Vec<(String, bool)>,
    /// Migrations that were applied and that this program does not have: those of a newer one.
    pub unknown: Vec<String>,
}

impl Store {
    /// Opens `sqlite://…` (the file is created if it is missing) or `postgres://…`, on another machine over verified
    /// TLS only.
    ///
    /// # Errors
    /// As [`Self::connect_over`].
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        Self::connect_over(DatabaseTls::VerifyFull, url).await
    }

    /// As [`Self::connect`], with what the operator says of TLS.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be opened, for a SQLite database in memory, which connections cannot
    /// share, and for one on another machine if the connection would not be verified.
    pub async fn connect_over(tls: DatabaseTls, url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            return Self::connect_sqlite(url).await;
        }
        let refused = |error: InvalidAddress| DbErr::Custom(error.to_string());
        Self::connect_postgres(url, ssl_mode(url, tls).map_err(refused)?).await
    }

    async fn connect_postgres(url: &str, ssl_mode: PgSslMode) -> Result<Self, StoreError> {
        let pool = Database::connect(postgres(url, ssl_mode, POSTGRES_CONNECTIONS)).await?;
        Ok(Self {
            evidence: Database::connect(postgres(url, ssl_mode, 1)).await?,
            readers: pool.clone(),
            writer: pool,
            overdue: Overdue::default(),
            metrics: Metrics::default(),
        })
    }

    async fn connect_sqlite(url: &str) -> Result<Self, StoreError> {
        if url.contains(":memory:") || url.contains("mode=memory") {
            // Every connection would have a database of its own.
            return Err(StoreError::Unavailable(DbErr::Custom(
                "a database in memory cannot be shared: name a file".to_owned(),
            )));
        }
        keep_private(url).map_err(|error| DbErr::Custom(error.to_string()))?;
        // The writer comes first: it makes the file and turns on the write-ahead log.
        let writer = Database::connect(sqlite_writer(url)).await?;
        let (overdue, mut readers) = (Overdue::default(), sqlite_readers(url));
        overdue.stops(&mut readers);
        let readers = Database::connect(readers).await?;
        Ok(Self {
            evidence: writer.clone(),
            readers,
            writer,
            overdue,
            metrics: Metrics::default(),
        })
    }

    /// The same database, where `seen` gets the text of each statement without its values: for whoever counts them.
    #[must_use]
    pub fn watched(mut self, seen: impl Fn(&str) + Clone + Send + Sync + 'static) -> Self {
        for connection in [&mut self.readers, &mut self.writer, &mut self.evidence] {
            let seen = seen.clone();
            connection.set_metric_callback(move |info| seen(&info.statement.sql));
        }
        self
    }

    /// Applies the migrations that the database does not have yet.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            return Ok(Migrator::up(&self.writer, None).await?);
        }
        let tx = self.writer.begin().await?;
        tx.execute_unprepared(NEVER_STOPPED).await?;
        Migrator::up(&tx, None).await?;
        Ok(tx.commit().await?)
    }

    /// Returns how far the schema is.
    pub async fn migrations(&self) -> Result<SchemaState, StoreError> {
        let history = SchemaManager::new(&self.readers);
        let mut applied: Vec<String> = if history.has_table("seaql_migrations").await? {
            // The migrator would make the table, which only its owner may.
            let names = Statement::from_string(
                self.readers.get_database_backend(),
                "select version from seaql_migrations order by version",
            );
            let rows = self.readers.query_all_raw(names).await?;
            let names = rows.iter().map(|row| row.try_get_by_index(0));
            names.collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let steps: Vec<_> = Migrator::migrations()
            .iter()
            .map(|step| {
                let name = step.name().to_owned();
                let taken = applied.contains(&name);
                (name, taken)
            })
            .collect();
        applied.retain(|name| steps.iter().all(|(known, _)| known != name));
        Ok(SchemaState {
            steps,
            unknown: applied,
        })
    }

    /// Closes every connection.
    pub async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await?;
        self.evidence.close().await?;
        Ok(self.writer.close().await?)
    }
}

fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .acquire_timeout(PATIENCE)
        .connect_timeout(PATIENCE)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

fn postgres(url: &str, ssl_mode: PgSslMode, connections: u32) -> ConnectOptions {
    let mut options = quiet(url);
    options
        .map_sqlx_postgres_opts(move |options| {
            let stopped = [("statement_timeout", STATEMENT)];
            options.ssl_mode(ssl_mode).options(stopped)
        })
        .max_connections(connections)
        .min_connections(1)
        // Asking before each use would double the round trips.
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = quiet(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .test_before_acquire(false);
    options
}

fn sqlite_writer(url: &str) -> ConnectOptions {
    let mut options = sqlite(url, 1);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was answered must survive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            // Room for the statements of every group size beside all others.
            .statement_cache_capacity(256)
    });
    options
}

fn sqlite_readers(url: &str) -> ConnectOptions {
    let mut options = sqlite(url, SQLITE_READERS);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("query_only", "1")
    });
    options
}
