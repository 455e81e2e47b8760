//! Tells patients that the hospital's privacy notice has a new version, each once. Whoever opened an account since has
//! seen no other.

use domain::{
    ids::PersonId,
    notice::{NoticeFacts, NoticeKind},
};

use crate::{operations::prelude::*, store::TellingProgress};

/// How many patients share a transaction.
const BATCH: u64 = 200;

/// Writes the notices. Returns how many. They go to patients with an account of their own and to nobody else, so quiet
/// mode has nothing to keep from a caregiver.
pub async fn tell_privacy_notice(deps: &Deps) -> Result<u64, StoreError> {
    if deps.privacy_notice.is_none() {
        return Ok(0);
    }
    let mut told = 0;
    while let Some(batch) = tell_batch(deps).await? {
        told += batch;
    }
    Ok(told)
}

/// Tells the next patients, if the newest version has not been told to all of them.
async fn tell_batch(deps: &Deps) -> Result<Option<u64>, StoreError> {
    let newest = deps.store.read().privacy_notices().newest().await?;
    if newest.is_none_or(|newest| matches!(newest.told, TellingProgress::Done(_))) {
        return Ok(None);
    }
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    // Another node may have gone on, or published, since.
    let Some(newest) = tx.privacy_notices().lock_newest().await? else {
        return Ok(None);
    };
    let TellingProgress::After(after) = newest.told else {
        return Ok(None);
    };
    let people = tx.people();
    let batch: Vec<PersonId> = people
        .patients_before(newest.notice.since, after, BATCH)
        .await?;
    let (version, kind) = (newest.notice.version, NoticeKind::PrivacyNoticeChanged);
    for person in &batch {
        let notice = deps.notice(now, *person, kind, version, NoticeFacts::default());
        tx.notices().insert(&notice).await?;
    }
    let told = match batch.last() {
        Some(last) => TellingProgress::After(Some(*last)),
        None => TellingProgress::Done(now),
    };
    tx.privacy_notices().save_progress(version, told).await?;
    tx.commit().await?;
    Ok(Some(batch.len() as u64))
}
