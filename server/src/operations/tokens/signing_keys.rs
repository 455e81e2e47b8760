//! The keys that sign ID tokens: made once, used until they are replaced, shown to verifiers a while longer.

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

#[derive(Debug, Error)]
pub enum SigningKeyError {
    #[error("there is no key for {0:?}")]
    Missing(SigningAlgorithm),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes what is missing, so that a fresh database can sign.
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

/// Makes a new key for each algorithm and retires those before it.
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

/// Every key there is, newest first.
pub async fn list_signing_keys(deps: &Deps) -> Result<Vec<KeyRow>, StoreError> {
    deps.store.read().keys().list().await
}

/// The key that signs now.
pub async fn signing_key(
    deps: &Deps,
    algorithm: SigningAlgorithm,
) -> Result<Arc<SigningKey>, SigningKeyError> {
    let kept = list_signing_keys(deps).await?;
    let key = newest(&kept, algorithm).ok_or(SigningKeyError::Missing(algorithm))?;
    Ok(deps.keys.open(key)?)
}

/// The public halves that verifiers need (RFC 7517 §5).
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
