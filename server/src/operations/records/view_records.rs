//! Shows a person a record in the portal: how much there is of each category, and what the entries of one say. The evidence is
//! committed before anything is shown.

use domain::{
    audit::{AuditAction, AuditEvent},
    catalogue::{CategorySet, DataCategory, TopicSet},
    decision::Reason,
    delegation::Ability,
};

use super::preview_counts::counted;
use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

pub use crate::store::records::{Listed, RecordCounts, Wanted};

/// What a person sees of a record in the portal.
#[derive(Clone, Debug)]
pub struct ViewedRecords {
    /// The categories that this person may see.
    pub may_see: CategorySet,
    /// How much there is of each.
    pub counts: RecordCounts,
    /// The records of the chosen category, newest first. Psychotherapy notes have no body here.
    pub entries: Vec<Listed>,
    /// Whether there is another page.
    pub has_more: bool,
}

/// The most records on one page.
pub const PAGE: u64 = 50;

/// Returns what a person sees of a record, after its evidence (`record-viewed`) is committed.
pub async fn view_records(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    category: Option<DataCategory>,
    wanted: &Wanted,
) -> Result<ViewedRecords, ActingError> {
    let now = deps.clock.now();
    let action = AuditAction::RecordViewed;
    let acting = acting
        .require(deps, ctx, Ability::SeeRecords, action)
        .await?;
    let filter = acting.records(Ability::SeeRecords, now);
    let event = acting.event(deps, ctx, now, action);
    if let Some(asked) = category.filter(|asked| !filter.categories.contains(*asked)) {
        let event = AuditEvent {
            categories: CategorySet::of(asked),
            count: Some(0),
            ..event
        };
        let reason = Reason::DelegationTooNarrow;
        deps.audit.record(event.refused([reason])).await?;
        return Err(ActingError::Refused(reason));
    }
    let counts = counted(deps, &acting, &filter, None).await?;
    let store = deps.store.read();
    let (mut entries, has_more) = match category {
        Some(category) => {
            store
                .records()
                .list(&filter, category, wanted, PAGE)
                .await?
        }
        None => (Vec::new(), false),
    };
    // 45 CFR 164.524(a)(1)(i), as for a copy: that there is a psychotherapy note is said, and not what it says.
    for entry in &mut entries {
        if !entry.topics.without(TopicSet::for_apps()).is_empty() {
            entry.body.clear();
        }
    }
    let seen = match category {
        Some(category) => CategorySet::of(category),
        None => counts.categories.iter().map(|one| one.category).collect(),
    };
    let event = AuditEvent {
        categories: seen,
        count: category.map(|_| u32::try_from(entries.len()).unwrap_or(u32::MAX)),
        ..event
    };
    deps.audit.record(event).await?;
    Ok(ViewedRecords {
        may_see: filter.categories,
        counts,
        entries,
        has_more,
    })
}
