//! The whole evidence log, page by page, for whoever must hand it on.

use crate::{
    state::Deps,
    store::{RecordedEvent, StoreError},
};

const PAGE: u64 = 1000;

/// The events behind a place in the log, oldest first; empty at its end.
pub async fn export_audit(deps: &Deps, after: i64) -> Result<Vec<RecordedEvent>, StoreError> {
    deps.store.read().events().page(after, PAGE).await
}
