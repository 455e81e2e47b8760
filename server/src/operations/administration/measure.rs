//! How is the server doing: what waits, for how long, and how busy is the database?

use domain::Timestamp;

use crate::{
    metrics::{Backlog, Queue, Readings},
    operations::prelude::*,
};

/// Returns the readings of this moment. A database that does not answer is a reading, too.
pub async fn measure(deps: &Deps) -> Readings {
    let backlog = backlog(deps).await.inspect_err(|error| {
        let error = error as &dyn std::error::Error;
        tracing::error!(error, "what waits in the database could not be looked up");
    });
    Readings {
        queues: vec![
            Queue {
                name: "passwords",
                waiting: deps.passwords.waiting(),
            },
            Queue {
                name: "evidence",
                waiting: deps.audit.waiting(),
            },
        ],
        pools: deps.store.pools(),
        backlog: backlog.ok(),
    }
}

async fn backlog(deps: &Deps) -> Result<Backlog, StoreError> {
    let now = deps.clock.now();
    let (unsealed, oldest_event) = deps.store.read().chain().unsealed().await?;
    let (mails, oldest_mail) = deps.store.read().notices().outbox().await?;
    Ok(Backlog {
        unsealed,
        unsealed_seconds: age(oldest_event, now),
        mails,
        mails_seconds: age(oldest_mail, now),
    })
}

/// Seconds since then; 0 if nothing waits, or the clock was turned back.
fn age(since: Option<Timestamp>, now: Timestamp) -> f64 {
    since.map_or(0.0, |since| (now - since).as_seconds_f64().max(0.0))
}
