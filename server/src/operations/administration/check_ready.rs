//! Can this server serve: does the database answer, with the schema that this program knows?

use chrono::TimeDelta;
use thiserror::Error;

use crate::{
    state::Deps,
    store::{SchemaState, StoreError},
};

/// Why the server cannot serve.
#[derive(Debug, Error)]
pub enum NotReady {
    /// These migrations are not applied.
    #[error("database migrations missing: {}, the first is {}: run `sayso migrate up`", .0.len(), .0.first().map_or("", String::as_str))]
    Behind(Vec<String>),
    /// These migrations are applied, and this program does not have them.
    #[error(
        "the database is newer than this program, which does not know {} of its migrations, the first is {}: \
         start the program that made them, or go back to a backup from before the upgrade",
        .0.len(), .0.first().map_or("", String::as_str)
    )]
    Ahead(Vec<String>),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks that the database answers and has every migration of this program, and none that only another one has.
pub async fn check_ready(deps: &Deps) -> Result<(), NotReady> {
    let schema = not_ahead(deps).await?;
    let missing: Vec<_> = schema
        .steps
        .into_iter()
        .filter_map(|(name, taken)| (!taken).then_some(name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(NotReady::Behind(missing))
    }
}

/// Returns how far the schema is, where it has no migration of a newer program.
pub async fn not_ahead(deps: &Deps) -> Result<SchemaState, NotReady> {
    let schema = deps.store.migrations().await?;
    if schema.unknown.is_empty() {
        Ok(schema)
    } else {
        Err(NotReady::Ahead(schema.unknown))
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
