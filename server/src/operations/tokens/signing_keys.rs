//! The keys that sign ID tokens: made once, used until they are rotated, published to verifiers a while longer.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{Timestamp, actor::Actor, audit::AuditAction};
use openidconnect::{PrivateSigningKey, core::CoreJsonWebKey};
use thiserror::Error;

use crate::{
    keys::{self, KeyError, SigningAlgorithm, SigningKey},
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

/// Makes a key for each algorithm that has none, so that a fresh database can sign.
pub async fn ensure_signing_keys(deps: &Deps) -> Result<(), SigningKeyError> {
    let tx = deps.store.begin().await?;
    let kept = tx.keys().list().await?;
    for algorithm in SigningAlgorithm::ALL {
        if newest(&kept, algorithm).is_none() {
            let key = keys::generate(algorithm, &*deps.entropy, deps.clock.now())?;
            tx.keys().insert(&key).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Makes a new key for each algorithm and retires the old ones, with the evidence (`keys-rotated`).
pub async fn rotate_signing_keys(
    deps: &Deps,
    ctx: Context,
) -> Result<Vec<KeyRow>, SigningKeyError> {
    let now = deps.clock.now();
    let make = |algorithm| keys::generate(algorithm, &*deps.entropy, now);
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
    kept.iter()
        .filter(|key| is_shown(key, now))
        .map(|key| Ok(deps.keys.open(key)?.as_verification_key()))
        .collect()
}

fn newest(kept: &[KeyRow], algorithm: SigningAlgorithm) -> Option<&KeyRow> {
    kept.iter()
        .filter(|key| key.algorithm == algorithm.key() && key.retired_at.is_none())
        .max_by_key(|key| key.created_at)
}

fn is_shown(key: &KeyRow, now: Timestamp) -> bool {
    key.retired_at.is_none_or(|at| now < at + SHOWN_AFTER)
}
