//! Databases on a PostgreSQL server: one that took every step of the schema for the whole process, and copies of it.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait,
};
use server::{
    config::RoleName,
    entropy::{Entropy, OsEntropy},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::{OnceCell, oneshot},
};
use url::Url;
use uuid::Uuid;

const TEMPLATES: &str = "sayso_template_";
/// The role that servers connect as, one for every database of the tests.
const ROLE: &str = "sayso_test_server";

pub(crate) fn role() -> RoleName {
    ROLE.parse().unwrap()
}

/// Gone when it is dropped.
pub(crate) struct OnServer {
    server: String,
    name: String,
}

impl OnServer {
    pub(crate) async fn migrated(server: String) -> Self {
        let template = template(&server).await;
        let name = unique("sayso_");
        let admin = connect(&server).await;
        create(&admin, &name, template).await;
        admin.close().await.unwrap();
        Self { server, name }
    }

    pub(crate) async fn empty(server: String) -> Self {
        let name = unique("sayso_");
        let admin = connect(&server).await;
        create(&admin, &name, "template0").await;
        admin.close().await.unwrap();
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        let mut url = Url::parse(&self.owner_url()).unwrap();
        url.set_username(ROLE).unwrap();
        url.into()
    }

    pub(crate) fn owner_url(&self) -> String {
        url(&self.server, &self.name)
    }
}

impl Drop for OnServer {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // The runtime of the test may be the one that is ending.
        let removed = std::thread::spawn(move || {
            runtime().block_on(async {
                let admin = sea_orm::Database::connect(&server).await?;
                remove(&admin, &name).await?;
                admin.close().await
            })
        });
        if let Ok(Err(error)) = removed.join() {
            eprintln!("a database is left behind: {error}");
        }
    }
}

/// The name of this process's template. It stays on the server until the next process tidies up, because nothing runs
/// at the end of a test binary.
async fn template(server: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let made = TEMPLATE.get_or_init(async || {
        let (server, (tell, told)) = (server.to_owned(), oneshot::channel());
        // On a thread of its own: the runtime of the test that comes first ends with that test.
        std::thread::spawn(move || {
            runtime().block_on(async {
                let (name, lock) = make_template(&server).await;
                tell.send(name).unwrap();
                std::future::pending::<()>().await;
                drop(lock);
            });
        });
        told.await.unwrap()
    });
    made.await
}

/// The lock says that the template is in use, for as long as this process lives.
async fn make_template(server: &str) -> (String, DatabaseTransaction) {
    let admin = connect(server).await;
    let lock = connect(server).await.begin().await.unwrap();
    for left in templates(&admin).await {
        if try_lock(&lock, &left).await {
            remove(&admin, &left).await.unwrap();
        }
    }
    let name = unique(TEMPLATES);
    assert!(try_lock(&lock, &name).await);
    create(&admin, &name, "template0").await;
    make_role(&admin, server).await;
    admin.close().await.unwrap();
    super::migrate(&url(server, &name)).await;
    (name, lock)
}

/// With the password of the owner, if there is one, so that both come in by the same address.
async fn make_role(admin: &DatabaseConnection, server: &str) {
    let password = Url::parse(server).unwrap().password().map(str::to_owned);
    let password = password.map(|text| format!("password '{}'", text.replace('\'', "''")));
    let password = password.unwrap_or_default();
    // Another process may make it at the same time.
    let sql = format!(
        "do $$ begin create role {ROLE} login {password};
         exception when duplicate_object or unique_violation then null; end $$"
    );
    admin.execute_unprepared(&sql).await.unwrap();
}

async fn templates(admin: &DatabaseConnection) -> Vec<String> {
    let sql = format!("select datname from pg_database where starts_with(datname, '{TEMPLATES}')");
    let rows = admin.query_all_raw(statement(sql)).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

async fn try_lock(transaction: &DatabaseTransaction, name: &str) -> bool {
    let sql = format!("select pg_try_advisory_xact_lock(hashtextextended('{name}', 0))");
    let row = transaction.query_one_raw(statement(sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

async fn create(admin: &DatabaseConnection, name: &str, template: &str) {
    let sql = format!("create database {name} template {template}");
    admin.execute_unprepared(&sql).await.unwrap();
}

async fn remove(admin: &DatabaseConnection, name: &str) -> Result<(), sea_orm::DbErr> {
    // Another process may tidy up at the same time.
    let sql = format!("drop database if exists {name} with (force)");
    admin.execute_unprepared(&sql).await.map(|_| ())
}

async fn connect(server: &str) -> DatabaseConnection {
    sea_orm::Database::connect(server).await.unwrap()
}

fn statement(sql: String) -> Statement {
    Statement::from_string(sea_orm::DbBackend::Postgres, sql)
}

fn url(server: &str, name: &str) -> String {
    let mut url = Url::parse(server).unwrap();
    url.set_path(name);
    url.into()
}

fn unique(prefix: &str) -> String {
    let mut unique = [0; 16];
    OsEntropy.fill(&mut unique);
    format!("{prefix}{}", Uuid::from_bytes(unique).as_simple())
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}
