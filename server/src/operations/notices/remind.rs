//! Notices of consents that end soon or have expired. Each end has one notice; a late run writes only what is still
//! true.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    consent::{Access, Consent},
    notice::NoticeKind,
};

use crate::operations::{consent_notice::ConsentNotice, prelude::*};

/// How many consents share a transaction.
const BATCH: u64 = 200;
/// How long after an end a notice of it is still written.
const IS_NEWS_FOR: TimeDelta = TimeDelta::days(2);

/// Writes the notices of consents that end soon or have expired, each once. Returns how many.
pub async fn remind(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let (from, until) = (now - IS_NEWS_FOR, now + Consent::ENDS_SOON);
    let mut after = None;
    let mut told = 0;
    loop {
        let ending = reader.consents().ending(from, until, after, BATCH).await?;
        let Some(last) = ending.last() else {
            return Ok(told);
        };
        after = Some((last.expires_at, last.id));
        told += tell_new(deps, &ending, now).await?;
    }
}

/// Writes the notices that do not exist yet.
async fn tell_new(deps: &Deps, ending: &[Consent], now: Timestamp) -> Result<u64, StoreError> {
    let all: Vec<ConsentNotice<'_>> = ending
        .iter()
        .filter_map(|consent| due(consent, now))
        .collect();
    let keys: Vec<String> = all.iter().map(ConsentNotice::key).collect();
    let known = deps.store.read().notices().known(&keys).await?;
    let fresh: Vec<ConsentNotice<'_>> = all
        .into_iter()
        .filter(|notice| !known.contains(&notice.key()))
        .collect();
    if fresh.is_empty() {
        return Ok(0);
    }
    let tx = deps.store.begin().await?;
    for notice in &fresh {
        notice.tell(deps, &tx, now).await?;
    }
    tx.commit().await?;
    Ok(fresh.len() as u64)
}

/// What there is to tell about a consent that is about to end or has ended.
fn due(consent: &Consent, now: Timestamp) -> Option<ConsentNotice<'_>> {
    // One look ends within the hour, as the person chose a moment before.
    if consent.access == Access::OneTime {
        return None;
    }
    let kind = if consent.expires_at <= now {
        NoticeKind::ConsentEnded
    } else if consent.remind_at() <= now {
        NoticeKind::ConsentEndsSoon
    } else {
        return None;
    };
    Some(ConsentNotice {
        kind,
        consent,
        at: consent.expires_at,
        by: None,
    })
}
