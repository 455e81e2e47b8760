//! A database of its own for each world.

use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) struct Database {
    url: String,
    _place: Place,
}

/// What goes with the world.
enum Place {
    Folder { _folder: TempDir },
    OnServer { server: String, name: String },
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("sayso.db").display());
        Self {
            url,
            _place: Place::Folder { _folder: folder },
        }
    }

    /// A fresh database on the server that `SAYSO_TEST_POSTGRES_URL` names.
    pub(crate) async fn postgres() -> Option<Self> {
        let server = std::env::var("SAYSO_TEST_POSTGRES_URL").ok()?;
        let mut unique = [0; 16];
        server::entropy::Entropy::fill(&server::entropy::OsEntropy, &mut unique);
        let name = format!("sayso_{}", Uuid::from_bytes(unique).as_simple());
        let admin = sea_orm::Database::connect(&server).await.unwrap();
        let create = format!("create database {name} template template0");
        admin.execute_unprepared(&create).await.unwrap();
        admin.close().await.unwrap();
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(&name);
        Some(Self {
            url: url.into(),
            _place: Place::OnServer { server, name },
        })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite")
    }

    /// A connection around everything: what somebody with the database's password has.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        sea_orm::Database::connect(&self.url).await.unwrap()
    }

    /// Runs one statement around everything, and says why it failed.
    pub(crate) async fn execute(&self, sql: &str) -> Result<u64, String> {
        let raw = self.raw().await;
        let done = raw.execute_unprepared(sql).await;
        raw.close().await.unwrap();
        done.map(|done| done.rows_affected())
            .map_err(|error| error.to_string())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self::OnServer { server, name } = self else {
            return;
        };
        let (server, remove) = (server.clone(), format!("drop database {name} with (force)"));
        // The runtime of the test may be the one that is ending.
        let removed = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async {
                    let admin = sea_orm::Database::connect(&server).await?;
                    admin.execute_unprepared(&remove).await?;
                    admin.close().await
                })
        });
        if let Ok(Err(error)) = removed.join() {
            eprintln!("a database is left behind: {error}");
        }
    }
}
