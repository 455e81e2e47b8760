//! How many records of each kind a choice would show today, and how many stay hidden. Nothing leaves, nothing is stored.

use domain::{decision::RecordFilter, delegation::Ability};

use super::{acting::Acting, prelude::*};
pub use crate::store::records::{CategoryCount, RecordCounts};

/// What a filter admits and hides.
pub async fn preview_counts(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
) -> Result<RecordCounts, StoreError> {
    let (categories, topics) = acting.reach(Ability::ManageApps, deps.clock.now());
    let filter = RecordFilter {
        subject: acting.subject.clone(),
        categories: filter.categories.intersection(categories),
        topics: filter.topics.intersection(topics),
        from: filter.from,
    };
    counted(deps, acting, &filter).await
}

/// All that a patient has, or all of it that a caregiver may share.
pub async fn overview_counts(deps: &Deps, acting: &Acting) -> Result<RecordCounts, StoreError> {
    let (categories, topics) = acting.reach(Ability::ManageApps, deps.clock.now());
    let filter = RecordFilter {
        subject: acting.subject.clone(),
        categories,
        topics,
        from: None,
    };
    counted(deps, acting, &filter).await
}

/// A caregiver does not learn how much there is that they may not see, nor of what.
pub(super) async fn counted(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
) -> Result<RecordCounts, StoreError> {
    let store = deps.store.read();
    if acting.is_own() {
        store.records().counts(filter).await
    } else {
        store.records().counts_admitted(filter).await
    }
}
