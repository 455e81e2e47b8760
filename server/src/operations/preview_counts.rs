//! How many records of each kind a choice would show today, and how many stay hidden. Nothing leaves, nothing is stored.

use domain::{decision::RecordFilter, ids::PatientId};

pub use crate::store::records::{CategoryCount, RecordCounts};
use crate::{state::Deps, store::StoreError};

/// What a filter admits and hides.
pub async fn preview_counts(
    deps: &Deps,
    filter: &RecordFilter,
) -> Result<RecordCounts, StoreError> {
    let reader = deps.store.read();
    Ok(crate::store::records::counts(reader.connection(), filter).await?)
}

/// All that a patient has.
pub async fn overview_counts(deps: &Deps, subject: &PatientId) -> Result<RecordCounts, StoreError> {
    let reader = deps.store.read();
    Ok(crate::store::records::overview(reader.connection(), subject).await?)
}
