//! The keys that turn addresses, and codes of letters, into digests: a new one each month, and none is kept longer than a year. What
//! browsers keep for us is sealed by keys that are derived from the same secrets.

use std::net::IpAddr;

use chrono::TimeDelta;
use thiserror::Error;

use crate::{
    keys::KeyError, operations::prelude::*, sealing::SealingKey, sources::SourceKey,
    store::SourceKeyRow,
};

/// How long a key is used: longer, and the evidence would follow an address through the years.
pub(in crate::operations) const USED_FOR: TimeDelta = TimeDelta::days(30);
/// How long an address can be tested against old digests.
const KEPT_FOR: TimeDelta = TimeDelta::days(365);
const LENGTH: usize = 32;

/// Why there is no key.
#[derive(Debug, Error)]
pub enum SourceKeyError {
    /// A stored key cannot be opened, or a new one cannot be kept.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Uses the newest key, after a new one was made if it is due. Returns how many old ones were removed.
pub async fn renew_source_key(deps: &Deps) -> Result<u64, SourceKeyError> {
    if use_newest(deps).await? {
        return Ok(0);
    }
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let newest = tx.source_keys().list().await?.into_iter().next();
    let id = newest.map_or(1, |key| key.id + 1);
    let mut secret = [0; LENGTH];
    deps.entropy.fill(&mut secret);
    let row = SourceKeyRow {
        id,
        secret: deps.keys.wrap(&name(id), &secret)?,
        created_at: now,
    };
    match tx.source_keys().insert(&row).await {
        // Another node was first, and its key is the newest now.
        Err(StoreError::Taken(_)) => {
            drop(tx);
            use_newest(deps).await?;
            return Ok(0);
        }
        inserted => inserted?,
    }
    let gone = tx.source_keys().prune(now - KEPT_FOR).await?;
    tx.commit().await?;
    count_from_now(deps, id, &secret);
    Ok(gone)
}

/// Whether the newest key is young enough and can be opened: it counts from now on.
async fn use_newest(deps: &Deps) -> Result<bool, SourceKeyError> {
    let newest = deps.store.read().source_keys().list().await?;
    let now = deps.clock.now();
    let young = newest.first().filter(|key| now - key.created_at < USED_FOR);
    let secret = young.map(|row| open(deps, row)).transpose()?.flatten();
    let Some((key, secret)) = young.zip(secret) else {
        return Ok(false);
    };
    count_from_now(deps, key.id, &secret);
    Ok(true)
}

fn count_from_now(deps: &Deps, id: i64, secret: &[u8]) {
    deps.sources.renew(SourceKey::new(id, secret));
    deps.sealing.renew(SealingKey::derive(id, secret));
}

/// Returns the digests that an address has under the kept keys, newest first: what to look for in the evidence.
pub async fn digests_of(deps: &Deps, address: IpAddr) -> Result<Vec<String>, SourceKeyError> {
    let mut digests = Vec::new();
    for row in deps.store.read().source_keys().list().await? {
        let key = open(deps, &row)?.map(|secret| SourceKey::new(row.id, &secret));
        digests.extend(key.map(|key| key.digest(address)));
    }
    Ok(digests)
}

/// Wraps those that were stored before there was a key to wrap with.
pub async fn wrap_source_keys(deps: &Deps) -> Result<(), SourceKeyError> {
    let tx = deps.store.begin().await?;
    rewrap_source_keys(deps, &tx).await?;
    Ok(tx.commit().await?)
}

/// Wraps the keys by the newest key-encryption key. Returns how many were not.
pub(in crate::operations) async fn rewrap_source_keys(
    deps: &Deps,
    tx: &Tx,
) -> Result<usize, SourceKeyError> {
    let mut wrapped = 0;
    for key in tx.source_keys().list().await? {
        let rewrapped = match deps.keys.rewrapped(&name(key.id), &key.secret) {
            Err(KeyError::Locked) => None,
            rewrapped => rewrapped?,
        };
        if let Some(secret) = rewrapped {
            tx.source_keys().save_wrapped(key.id, secret).await?;
            wrapped += 1;
        }
    }
    Ok(wrapped)
}

/// The secret of a key; `None` if what wrapped it is lost: then a new one takes its place.
pub(in crate::operations) fn open(
    deps: &Deps,
    row: &SourceKeyRow,
) -> Result<Option<Vec<u8>>, KeyError> {
    match deps.keys.unwrap(&name(row.id), &row.secret) {
        Ok(secret) => Ok(Some(secret)),
        Err(KeyError::Locked) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the key is bound to where it is wrapped.
fn name(id: i64) -> String {
    format!("source-key {id}")
}
