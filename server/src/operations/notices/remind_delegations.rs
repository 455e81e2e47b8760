//! Notices to both sides of delegations that end in thirty or seven days, or have expired. Each has one notice; a late
//! run writes only the last that is due.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    delegation::{Delegation, DelegationStatus},
    ids::PersonId,
    notice::{Notice, NoticeFacts, NoticeKind},
};

use crate::operations::prelude::*;

/// How long after an end a notice of it is still written.
const IS_NEWS_FOR: TimeDelta = TimeDelta::days(2);

/// Writes the notices of delegations that end soon or have expired, each once. Returns how many.
pub async fn remind_delegations(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let (from, until) = (now - IS_NEWS_FOR, now + Delegation::ENDS_SOON);
    let ending = deps.store.read().delegations().ending(from, until).await?;
    let mut told = 0;
    for delegation in ending {
        if let Some((kind, moment)) = due(&delegation, now) {
            told += tell(deps, &delegation, kind, moment, now).await?;
        }
    }
    Ok(told)
}

/// What is due about a delegation, and which of its moments that is, in days before its end.
fn due(delegation: &Delegation, now: Timestamp) -> Option<(NoticeKind, i64)> {
    match delegation.status(now) {
        DelegationStatus::Expired => Some((NoticeKind::DelegationEnded, 0)),
        DelegationStatus::Active | DelegationStatus::EndsSoon | DelegationStatus::NeedsReview => {
            let days = delegation.reminder_due(now)?;
            Some((NoticeKind::DelegationEndsSoon, days))
        }
        DelegationStatus::Lapsed | DelegationStatus::Ended => None,
    }
}

async fn tell(
    deps: &Deps,
    delegation: &Delegation,
    kind: NoticeKind,
    moment: i64,
    now: Timestamp,
) -> Result<u64, StoreError> {
    // The end is part of it: a new end is new news.
    let end = delegation.until.timestamp_millis();
    let key = format!("{} {end} {moment}", delegation.id);
    let mut notices: Vec<Notice> = both_sides(deps, delegation)
        .await?
        .into_iter()
        .map(|(to, facts)| deps.notice(now, to, kind, &key, facts))
        .collect();
    let keys: Vec<String> = notices.iter().map(|notice| notice.key.clone()).collect();
    let known = deps.store.read().notices().known(&keys).await?;
    notices.retain(|notice| !known.contains(&notice.key));
    if notices.is_empty() {
        return Ok(0);
    }
    let tx = deps.store.begin().await?;
    for notice in &notices {
        tx.notices().insert(notice).await?;
    }
    tx.commit().await?;
    Ok(notices.len() as u64)
}

/// Who is told, each with the other's name. With quiet mode on, the caregiver is told nothing.
async fn both_sides(
    deps: &Deps,
    delegation: &Delegation,
) -> Result<Vec<(PersonId, NoticeFacts)>, StoreError> {
    let reader = deps.store.read();
    let people = reader.people();
    let facts = NoticeFacts {
        at: Some(delegation.until),
        delegation: Some(delegation.id),
        ..NoticeFacts::default()
    };
    let mut told = Vec::new();
    let mut quiet = false;
    if let Some(patient) = people.find_by_patient(&delegation.subject).await? {
        let caregiver = people.find(delegation.caregiver).await?;
        let facts = NoticeFacts {
            person: caregiver.map(|person| person.name),
            ..facts.clone()
        };
        quiet = people.quiet_mode(patient.id).await?;
        told.push((patient.id, facts));
    }
    if !quiet {
        let subject = people.name_of_patient(&delegation.subject).await?;
        told.push((delegation.caregiver, NoticeFacts { subject, ..facts }));
    }
    Ok(told)
}
