//! A database of its own for each world, copied from one that took every step of the schema. On PostgreSQL the world connects
//! as the role that `sayso migrate up` prepares for a server, and never as the owner.

mod on_server;

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use server::store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use on_server::OnServer;

pub(crate) struct Database {
    url: String,
    /// For who owns the tables.
    owner_url: String,
    _place: Place,
}

/// What goes with the world.
enum Place {
    Folder { _folder: TempDir },
    OnServer { _database: OnServer },
}

impl Database {
    pub(crate) async fn sqlite() -> Self {
        static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(migrated_file).await;
        let (folder, path, url) = sqlite_folder();
        std::fs::write(path, template).unwrap();
        Self {
            owner_url: url.clone(),
            url,
            _place: Place::Folder { _folder: folder },
        }
    }

    /// On the server that `SAYSO_TEST_POSTGRES_URL` names. A test that was asked for and has none fails.
    pub(crate) async fn postgres() -> Self {
        Self::on_server(OnServer::migrated(server()).await)
    }

    /// Without any table.
    pub(crate) async fn empty_postgres() -> Self {
        Self::on_server(OnServer::empty(server()).await)
    }

    fn on_server(database: OnServer) -> Self {
        Self {
            url: database.url(),
            owner_url: database.owner_url(),
            _place: Place::OnServer {
                _database: database,
            },
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn owner_url(&self) -> &str {
        &self.owner_url
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite")
    }

    /// A connection around everything: what somebody with the owner's password has.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        sea_orm::Database::connect(&self.owner_url).await.unwrap()
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

fn server() -> String {
    std::env::var("SAYSO_TEST_POSTGRES_URL").expect(
        "SAYSO_TEST_POSTGRES_URL names a PostgreSQL server; without one, leave these out with `-- --skip on_postgresql`",
    )
}

fn sqlite_folder() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sayso.db");
    let url = format!("sqlite://{}", path.display());
    (folder, path, url)
}

async fn migrate(url: &str) {
    let store = Store::connect(url).await.unwrap();
    store.migrate().await.unwrap();
    store.grant_to(&on_server::role()).await.unwrap();
    store.close().await.unwrap();
}

async fn migrated_file() -> Vec<u8> {
    let (folder, path, url) = sqlite_folder();
    migrate(&url).await;
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "nothing waits in a write-ahead log");
    std::fs::read(path).unwrap()
}
