//! The listener of its own that tells metrics, beside the one for people: a failure of it is heard of at once, and it holds up
//! no stop.

use std::{io, time::Duration};

use anyhow::Context as _;
use futures::FutureExt;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

use crate::{http, state::Deps};

/// How long a scrape that has begun is waited for at the end.
const LAST_SCRAPE: Duration = Duration::from_secs(1);

/// The listener, if one is set. It ends when this is dropped.
#[must_use]
pub(super) struct MetricsListener(Option<Serving>);

struct Serving {
    end: oneshot::Sender<()>,
    watched: JoinHandle<io::Result<()>>,
}

impl MetricsListener {
    /// Begins to tell, where `metrics_listen` says.
    pub(super) async fn open(deps: &Deps) -> anyhow::Result<Self> {
        let Some(address) = deps.config.metrics_listen else {
            return Ok(Self(None));
        };
        if !address.ip().is_loopback() && deps.config.metrics_token.is_none() {
            tracing::warn!(
                "other machines can read the metrics on {address}: set `metrics_token`, or close the port to all but yours"
            );
        }
        let listener = TcpListener::bind(address).await;
        let listener =
            listener.with_context(|| format!("cannot listen on {address} for metrics"))?;
        println!("Metrics are on http://{}/metrics", listener.local_addr()?);
        let (end, ended) = oneshot::channel();
        let router = http::metrics::router(deps.clone());
        let connections = http::Connections::of_metrics(&deps.config);
        // Whether it is told or dropped, it is the end.
        let serving = http::serve(listener, router, connections, ended.map(drop));
        let watched = tokio::spawn(watch(tokio::spawn(serving)));
        Ok(Self(Some(Serving { end, watched })))
    }

    /// Ends it, and waits a moment for whoever is being told.
    ///
    /// # Errors
    /// If it failed while the server ran.
    pub(super) async fn close(self) -> io::Result<()> {
        let Some(Serving { end, mut watched }) = self.0 else {
            return Ok(());
        };
        drop(end);
        match timeout(LAST_SCRAPE, &mut watched).await {
            Ok(ended) => ended.map_err(io::Error::other)?,
            Err(_) => {
                tracing::warn!(
                    "shutdown: a scrape of the metrics was cut off after {LAST_SCRAPE:?}"
                );
                watched.abort();
                Ok(())
            }
        }
    }
}

/// People are served on without it, and whoever reads the log knows why nothing is told.
async fn watch(serving: JoinHandle<io::Result<()>>) -> io::Result<()> {
    let ended = serving.await.map_err(io::Error::other).flatten();
    if let Err(error) = &ended {
        tracing::error!(%error, "metrics are told no more: their listener failed");
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_listener_that_is_gone_is_an_error_of_the_end() {
        let (end, _ended) = oneshot::channel();
        let failing = tokio::spawn(std::future::pending());
        failing.abort();
        let watched = tokio::spawn(watch(failing));
        let closed = MetricsListener(Some(Serving { end, watched }))
            .close()
            .await;
        assert!(closed.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_scrapes_on_and_on_holds_up_no_stop() {
        let (end, _ended) = oneshot::channel();
        let watched = tokio::spawn(std::future::pending());
        let closed = MetricsListener(Some(Serving { end, watched })).close();
        assert!(timeout(LAST_SCRAPE * 2, closed).await.unwrap().is_ok());
    }
}
