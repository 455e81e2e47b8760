//! What happened to a patient's record, newest first: what one app did within a minute is one entry.

use domain::{
    audit::{AuditAction, AuditEvent},
    delegation::Ability,
};

use super::{activity_filter::EVENTS, activity_names::Names, things_once::Held};
use crate::{
    operations::{
        acting::{Acting, ActingError},
        prelude::*,
    },
    store::RecordedEvent,
};

pub use super::{
    activity_entry::{ActivityEntry, Under},
    activity_filter::{ActivityFilter, ActivityKind, Place},
};

/// A page of the history.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Newest first.
    pub entries: Vec<ActivityEntry>,
    /// The place behind which the next page starts.
    pub older: Option<Place>,
}

/// Returns a page of a patient's history, as far as this person may see it. Opening it is no event.
///
/// # Errors
/// [`ActingError::Refused`] for a caregiver without the ability `see-activity`; its evidence is committed.
pub async fn list_activity(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    filter: &ActivityFilter,
) -> Result<Activity, ActingError> {
    let acting = acting
        .require(deps, ctx, Ability::SeeActivity, AuditAction::RecordViewed)
        .await?;
    let subject = &acting.subject;
    let now = deps.clock.now();
    let store = deps.store.read();
    let events = store.events().for_subject(subject, &filter.query()).await?;
    let full = events.len() as u64 == EVENTS;
    let older = events.last().filter(|_| full).map(|last| Place {
        at: last.event.at,
        seq: last.seq,
    });
    let events: Vec<AuditEvent> = events
        .into_iter()
        .map(|recorded: RecordedEvent| recorded.event)
        .filter(|event| acting.is_told_of(event, now))
        .collect();
    let names = Names::load(deps, &acting, &events).await?;
    let held = Held::of(deps, &acting).await?;
    let entries = merge(events).into_iter().map(|event| {
        let count = event.count.filter(|_| is_look(&event));
        let count = count.map(|left| held.at_most(event.categories, left));
        let event = AuditEvent {
            count: count.or(event.count),
            ..event
        };
        ActivityEntry::of(event, &names, &acting)
    });
    let entries = entries.collect();
    Ok(Activity { entries, older })
}

/// Takes together what one app did within one minute, with one answer. The newest event stands for all of them.
fn merge(events: Vec<AuditEvent>) -> Vec<AuditEvent> {
    let mut merged: Vec<AuditEvent> = Vec::new();
    for event in events {
        match merged
            .iter_mut()
            .rev()
            .take(8)
            .find(|newer| is_same_look(newer, &event))
        {
            Some(newer) => {
                newer.categories = newer.categories.union(event.categories);
                newer.count = match (newer.count, event.count) {
                    (Some(one), Some(two)) => Some(one.saturating_add(two)),
                    (one, two) => one.or(two),
                };
            }
            None => merged.push(event),
        }
    }
    merged
}

fn is_look(event: &AuditEvent) -> bool {
    matches!(
        event.action,
        AuditAction::RecordRead | AuditAction::RecordSearched
    )
}

fn is_same_look(newer: &AuditEvent, event: &AuditEvent) -> bool {
    let minute = |event: &AuditEvent| event.at.timestamp_millis().div_euclid(60_000);
    is_look(newer)
        && is_look(event)
        && minute(newer) == minute(event)
        && (newer.outcome, &newer.reasons) == (event.outcome, &event.reasons)
        && (newer.consent, newer.consent_version) == (event.consent, event.consent_version)
        && newer.client == event.client
}
