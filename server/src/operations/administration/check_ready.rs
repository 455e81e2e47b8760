//! Can this server serve: does the database answer, with the schema that this program knows?

use chrono::TimeDelta;
use thiserror::Error;

use crate::{state::Deps, store::StoreError};

/// Why the server cannot serve.
#[derive(Debug, Error)]
pub enum NotReady {
    /// These migrations are not applied.
    #[error("database migrations missing: {}, the first is {}: run `sayso migrate up`", .0.len(), .0.first().map_or("", String::as_str))]
    Behind(Vec<String>),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks that the database answers and has every migration of this program.
pub async fn check_ready(deps: &Deps) -> Result<(), NotReady> {
    let steps = deps.store.migrations().await?;
    let missing: Vec<_> = steps
        .into_iter()
        .filter_map(|(name, taken)| (!taken).then_some(name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(NotReady::Behind(missing))
    }
}

/// How long a good answer counts: anybody may ask, and as often as they like.
const COUNTS_FOR: TimeDelta = TimeDelta::seconds(5);

/// As [`check_ready`], for whoever asks over the network: who comes together gets one answer, and a good one counts for
/// five seconds.
pub async fn check_ready_again(deps: &Deps) -> Result<(), NotReady> {
    let now = deps.clock.now();
    let mut ready_at = deps.ready_at.lock().await;
    if ready_at.is_some_and(|at| now - at < COUNTS_FOR) {
        return Ok(());
    }
    check_ready(deps).await?;
    *ready_at = Some(now);
    Ok(())
}
