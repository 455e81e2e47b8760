//! Notices to both sides of delegations that end in thirty or seven days, or have expired. Each has one notice; a late
//! run writes only the last that is due.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    delegation::{Delegation, DelegationStatus},
    notice::NoticeKind,
};

use crate::operations::{delegation_notice::DelegationNotice, prelude::*};

/// How long after an end a notice of it is still written.
const IS_NEWS_FOR: TimeDelta = TimeDelta::days(2);

/// Writes the notices of delegations that end soon or have expired, each once. Returns how many.
pub async fn remind_delegations(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let (from, until) = (now - IS_NEWS_FOR, now + Delegation::ENDS_SOON);
    let ending = deps.store.read().delegations().ending(from, until).await?;
    let mut told = 0;
    for delegation in ending {
        if let Some((kind, days)) = due(&delegation, now) {
            let notice = DelegationNotice {
                kind,
                delegation: delegation.id,
                subject: &delegation.subject,
                // The end is part of it: a new end is told anew.
                at: delegation.until,
                by_age: false,
                days_ahead: Some(days),
            };
            told += notice.to_both(deps, delegation.caregiver, now).await?;
        }
    }
    Ok(told)
}

/// What is due about a delegation, and how many days before its end.
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
