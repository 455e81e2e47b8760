//! The keys that sign ID tokens: made once, used until they are rotated, published to verifiers a while longer.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{Timestamp, actor::Actor, audit::AuditAction};
use openidconnect::{PrivateSigningKey, core::CoreJsonWebKey};
use thiserror::Error;

use crate::{
    keys::{KeyError, SigningAlgorithm, SigningKey},
    operations::prelude::*,
    store::KeyRow,
};

/// How long a retired key is still shown: longer than any token lives that it signed, and than caches hold a JWKS.
const SHOWN_AFTER: TimeDelta = TimeDelta::days(1);

/// Why there is no key to sign with or to publish.
#[derive(Debug, Error)]
pub enum SigningKeyError {
    /// No key for this algorithm was made yet.
    #[error("no signing key for {0:?}")]
    Missing(SigningAlgorithm),
    /// A stored key cannot be read, or a new one cannot be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a key for each algorithm that has none, so that a fresh database can sign, and wraps those that were stored
/// before there was a key to wrap with.
///
/// # Errors
/// [`SigningKeyError::Key`] also if a key that signs cannot be opened: better now than at the first sign-in.
pub async fn ensure_signing_keys(deps: &Deps) -> Result<(), SigningKeyError> {
    let tx = deps.store.begin().await?;
    let kept = tx.keys().list().await?;
    for algorithm in SigningAlgorithm::ALL {
        if newest(&kept, algorithm).is_none() {
            let key = deps
                .keys
                .generate(algorithm, &*deps.entropy, deps.clock.now())?;
            tx.keys().insert(&key).await?;
        }
    }
    for key in kept.iter().filter(|key| key.retired_at.is_none()) {
        deps.keys.open(key)?;
    }
    rewrap(deps, &tx).await?;
    Ok(tx.commit().await?)
}

/// Wraps keys by the newest key-encryption key. Returns how many were not.
pub(in crate::operations) async fn rewrap(deps: &Deps, tx: &Tx) -> Result<usize, SigningKeyError> {
    let mut wrapped = 0;
    for key in tx.keys().list().await? {
        let rewrapped = match deps.keys.rewrapped(&key.id, &key.private_key) {
            // What wrapped it may be lost; it signs no more.
            Err(KeyError::Locked) if key.retired_at.is_some() => None,
            rewrapped => rewrapped?,
        };
        if let Some(private_key) = rewrapped {
            tx.keys().save_wrapped(&key.id, private_key).await?;
            wrapped += 1;
        }
    }
    Ok(wrapped)
}

/// Makes a new key for each algorithm and retires the old ones, with the evidence (`keys-rotated`).
pub async fn rotate_signing_keys(
    deps: &Deps,
    ctx: Context,
) -> Result<Vec<KeyRow>, SigningKeyError> {
    let now = deps.clock.now();
    let make = |algorithm| deps.keys.generate(algorithm, &*deps.entropy, now);
    let made = SigningAlgorithm::ALL.map(make);
    let made = made.into_iter().collect::<Result<Vec<_>, _>>()?;
    let tx = deps.store.begin().await?;
    for key in tx.keys().list().await? {
        if key.retired_at.is_none() {
            tx.keys().retire(&key.id, now).await?;
        }
    }
    for key in &made {
        tx.keys().insert(key).await?;
    }
    tx.audit(deps.event(ctx, now, Actor::System, AuditAction::KeysRotated))
        .await?;
    tx.commit().await?;
    Ok(made)
}

/// Returns every key, newest first.
pub async fn list_signing_keys(deps: &Deps) -> Result<Vec<KeyRow>, StoreError> {
    deps.store.read().keys().list().await
}

/// Returns the key that signs now.
pub async fn signing_key(
    deps: &Deps,
    algorithm: SigningAlgorithm,
) -> Result<Arc<SigningKey>, SigningKeyError> {
    let kept = list_signing_keys(deps).await?;
    let key = newest(&kept, algorithm).ok_or(SigningKeyError::Missing(algorithm))?;
    Ok(deps.keys.open(key)?)
}

/// Returns the public keys that verifiers need (JWK Set, RFC 7517 §5).
pub async fn published_keys(deps: &Deps) -> Result<Vec<CoreJsonWebKey>, SigningKeyError> {
    let now = deps.clock.now();
    let kept = list_signing_keys(deps).await?;
    let mut published = Vec::new();
    for key in kept.iter().filter(|key| is_shown(key, now)) {
        match deps.keys.open(key) {
            // What wrapped it may be lost; the others are still of use.
            Err(KeyError::Locked) if key.retired_at.is_some() => {}
            opened => published.push(opened?.as_verification_key()),
        }
    }
    Ok(published)
}

fn newest(kept: &[KeyRow], algorithm: SigningAlgorithm) -> Option<&KeyRow> {
    kept.iter()
        .filter(|key| key.algorithm == algorithm.key() && key.retired_at.is_none())
        .max_by_key(|key| key.created_at)
}

fn is_shown(key: &KeyRow, now: Timestamp) -> bool {
    key.retired_at.is_none_or(|at| now < at + SHOWN_AFTER)
}
