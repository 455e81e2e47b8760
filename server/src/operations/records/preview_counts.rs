//! How many records of each category a choice would share today, and how many stay hidden. Nothing leaves, nothing is
//! stored.

use domain::{
    catalogue::{CategorySet, ResourceType},
    decision::RecordFilter,
    delegation::Ability,
    scope::{Actions, ScopeSet},
};

use crate::operations::{acting::Acting, prelude::*};
pub use crate::store::records::{CategoryCount, RecordCounts};

/// Counts what a choice would share today with a client of this `scope`, and what stays hidden. Without a scope, what any
/// client could get. It writes no evidence.
pub async fn preview_counts(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
    scope: Option<&ScopeSet>,
) -> Result<RecordCounts, StoreError> {
    let reach = acting.records(Ability::ManageApps, deps.clock.now());
    let filter = RecordFilter {
        categories: filter.categories.intersection(reach.categories),
        topics: filter.topics.intersection(reach.topics),
        from: filter.from,
        ..reach
    };
    counted(deps, acting, &filter, scope).await
}

/// Counts all that a patient has, or all of it that a caregiver may share.
pub async fn overview_counts(deps: &Deps, acting: &Acting) -> Result<RecordCounts, StoreError> {
    let reach = acting.records(Ability::ManageApps, deps.clock.now());
    counted(deps, acting, &reach, None).await
}

/// The categories of a type that a client of this scope can read or search.
fn reached(scope: Option<&ScopeSet>, resource: ResourceType) -> CategorySet {
    scope.map_or_else(CategorySet::all, |scope| {
        let reach = |action| scope.reach(resource, action).allows(resource);
        reach(Actions::READ).union(reach(Actions::SEARCH))
    })
}

/// A caregiver does not learn how much there is that they may not see, nor of what. What an entry is called and when it
/// is from is a look at the record: it needs the ability to look, which leaves its evidence.
pub(super) async fn counted(
    deps: &Deps,
    acting: &Acting,
    filter: &RecordFilter,
    scope: Option<&ScopeSet>,
) -> Result<RecordCounts, StoreError> {
    let store = deps.store.read();
    let reach = |resource| reached(scope, resource);
    if acting.is_own() {
        return store.records().counts(filter, &reach).await;
    }
    let mut counts = store.records().counts_admitted(filter, &reach).await?;
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
