//! The whole audit log, page by page, for an export.

use crate::{
    state::Deps,
    store::{RecordedEvent, StoreError},
};

const PAGE: u64 = 1000;

/// Returns a page of the audit log behind a place, oldest first; empty at its end.
pub async fn export_audit(deps: &Deps, after: i64) -> Result<Vec<RecordedEvent>, StoreError> {
    deps.store.read().events().page(after, PAGE).await
}
