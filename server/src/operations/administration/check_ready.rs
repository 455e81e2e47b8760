//! Can this server serve: does the database answer, with the schema that this program knows?

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
