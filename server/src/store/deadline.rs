//! A search that takes too long is stopped, and its connection is free again.
//!
//! PostgreSQL stops statements by itself. SQLite works on a thread of its own, which no timeout reaches: it asks, every
//! million steps of a statement, whether a search is overdue, and then stops. Asking costs nothing until then.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use sea_orm::{ConnectOptions, DbErr};
use tokio::time::timeout;
use tracing::Instrument;

use super::StoreError;

/// How long a search may take.
pub(super) const SEARCH: Duration = Duration::from_secs(5);
/// How long PostgreSQL gives any statement.
pub(super) const STATEMENT: &str = "15s";
/// How many steps of a statement SQLite takes between two questions.
const STEPS: i32 = 1_000_000;

/// How many searches are overdue.
#[derive(Clone, Debug, Default)]
pub(super) struct Overdue(Arc<AtomicUsize>);

impl Overdue {
    /// Lets every statement of these connections be stopped while a search is overdue.
    pub(super) fn stops(&self, options: &mut ConnectOptions) {
        let overdue = self.clone();
        options.map_sqlx_sqlite_pool_opts(move |pool| {
            let overdue = overdue.clone();
            pool.after_connect(move |connection, _| {
                let overdue = overdue.clone();
                Box::pin(async move {
                    let mut handle = connection.lock_handle().await?;
                    handle.set_progress_handler(STEPS, move || overdue.is_none());
                    Ok(())
                })
            })
        });
    }

    fn is_none(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// Runs a search to its end or to its deadline, also where nobody waits for it any more.
    pub(super) async fn within<T, E>(
        &self,
        deadline: Duration,
        search: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let overdue = self.clone();
        let search = async move {
            let mut search = pin!(search);
            if let Ok(found) = timeout(deadline, &mut search).await {
                return found;
            }
            overdue.0.fetch_add(1, Ordering::Relaxed);
            let stopped = search.await;
            overdue.0.fetch_sub(1, Ordering::Relaxed);
            stopped
        };
        let search = tokio::spawn(search.in_current_span());
        let ended = |_| StoreError::Unavailable(DbErr::Custom("a search ended early".to_owned()));
        search.await.map_err(ended)?
    }
}

/// Lets the statements of this transaction take as long as they need.
pub(super) const NEVER_STOPPED: &str = "set local statement_timeout = 0";

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

    use crate::store::Store;

    use super::*;

    /// Counts for many seconds, and finds nothing.
    const LONG: &str =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000000000)
        select count(*) from n";

    #[tokio::test]
    async fn a_search_past_its_deadline_leaves_its_connection_free() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("sayso.db").display());
        let store = Store::connect(&url).await.unwrap();
        let reader = store.read();
        // More than there are connections for readers.
        let searches = (0..6).map(|_| {
            let connection = reader.0.clone();
            reader.1.within(Duration::from_millis(200), async move {
                let long = Statement::from_string(DatabaseBackend::Sqlite, LONG);
                Ok::<_, StoreError>(connection.query_one_raw(long).await?)
            })
        });
        let found = futures::future::join_all(searches).await;
        assert!(found.iter().all(Result::is_err));
        assert!(reader.1.is_none());
        reader.ping().await.unwrap();
    }
}
