//! Can this server serve: does the database answer, with the schema that this program knows?

use thiserror::Error;

use crate::{state::Deps, store::StoreError};

#[derive(Debug, Error)]
pub enum NotReady {
    #[error("the database lacks {} of its steps, the first is {}: run `sayso migrate up`", .0.len(), .0.first().map_or("", String::as_str))]
    Behind(Vec<String>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
