//! A world for tests: a real database, a real router, a clock that is turned by hand and chance that repeats itself.

mod answer;
pub(crate) mod caregivers;
mod database;
mod privacy;
pub(crate) mod program;
pub(crate) mod samples;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{Router, body::Body, http::Request};
use chrono::{DateTime, TimeDelta, Utc};
use server::{
    clock::{Clock, TestClock},
    config::{Config, RequirePasskey},
    context::Context,
    entropy::SeededEntropy,
    router::router,
    state::{AppState, Deps},
    store::Store,
};
use tower::ServiceExt;

pub(crate) use answer::Answer;
pub(crate) use database::Database;

/// Everything that a story happens in. The database goes when the world does.
pub(crate) struct World {
    pub(crate) deps: Deps,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) router: Router,
    pub(crate) database: Database,
}

/// A Monday morning.
pub(crate) fn monday() -> DateTime<Utc> {
    DateTime::from_timestamp(1_777_888_800, 0).unwrap()
}

static SEED: AtomicU64 = AtomicU64::new(1);

impl World {
    /// On SQLite, with an empty database.
    pub(crate) async fn new() -> Self {
        Self::on(Database::sqlite().await).await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.deps.store
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub(crate) fn ctx(&self) -> Context {
        self.deps.own_context()
    }

    /// The same world with other settings.
    pub(crate) fn with(self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::clone(&self.deps.config);
        change(&mut config);
        let config = Arc::new(config);
        let deps = Deps {
            config,
            ..self.deps
        };
        let router = router(AppState::new(deps.clone()));
        Self {
            deps,
            router,
            ..self
        }
    }

    /// Sends one request through every layer.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }
}

/// What a story takes: itself, on the database that it is told on.
pub(crate) trait OnDatabase {
    async fn on(database: Database) -> Self;
}

impl OnDatabase for World {
    async fn on(database: Database) -> Self {
        let store = Store::connect(database.url()).await.unwrap();
        let clock = Arc::new(TestClock::at(monday()));
        let seed = SEED.fetch_add(1, Ordering::Relaxed);
        let entropy = Arc::new(SeededEntropy::from_seed(seed));
        let config = Config {
            database_url: database.url().to_owned(),
            // Most people of the stories have no passkey; what is guarded by default has stories of its own.
            require_passkey_for: Some(RequirePasskey::default()),
            ..Config::default()
        };
        let deps = Deps::new(store, clock.clone(), entropy, config);
        let router = router(AppState::new(deps.clone()));
        Self {
            deps,
            clock,
            router,
            database,
        }
    }
}

pub(crate) async fn tell<W: OnDatabase>(story: impl AsyncFnOnce(W), database: Database) {
    story(W::on(database).await).await;
}

/// Makes two tests of each story that is named here, one on SQLite and one on PostgreSQL. A story that is not named is
/// dead code, which the lints refuse.
#[macro_export]
macro_rules! on_every_database {
    ($($(#[$attribute:meta])* $story:ident),* $(,)?) => {$(
        mod $story {
            use $crate::support::{Database, tell};

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() {
                tell(super::$story, Database::sqlite().await).await;
            }

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgresql() {
                tell(super::$story, Database::postgres().await).await;
            }
        }
    )*};
}
