//! How many records of each category a choice would share today, and how many stay hidden. Nothing leaves, nothing is
//! stored.

use domain::{decision::RecordFilter, delegation::Ability};

use crate::operations::{acting::Acting, prelude::*};
pub use crate::store::records::{CategoryCount, RecordCounts};

/// Counts what a choice would share today, and what stays hidden. It writes no evidence.
pub async fn preview_counts(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
) -> Result<RecordCounts, StoreError> {
    let reach = acting.records(Ability::ManageApps, deps.clock.now());
    let filter = RecordFilter {
        categories: filter.categories.intersection(reach.categories),
        topics: filter.topics.intersection(reach.topics),
        from: filter.from,
        ..reach
    };
    counted(deps, acting, &filter).await
}

/// Counts all that a patient has, or all of it that a caregiver may share.
pub async fn overview_counts(deps: &Deps, acting: &Acting) -> Result<RecordCounts, StoreError> {
    let reach = acting.records(Ability::ManageApps, deps.clock.now());
    counted(deps, acting, &reach).await
}

/// A caregiver does not learn how much there is that they may not see, nor of what. What an entry is called and when it
/// is from is a look at the record: it needs the ability to look, which leaves its evidence.
pub(super) async fn counted(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
) -> Result<RecordCounts, StoreError> {
    let store = deps.store.read();
    if acting.is_own() {
        return store.records().counts(filter).await;
    }
    let mut counts = store.records().counts_admitted(filter).await?;
    if !acting.may(Ability::SeeRecords, deps.clock.now()) {
        for count in &mut counts.categories {
            count.newest = None;
        }
        for count in &mut counts.topics {
            count.newest = None;
        }
    }
    Ok(counts)
}
