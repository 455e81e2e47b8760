//! How is the code of a letter kept? As a digest under a key that lies outside the database where there is a key-encryption key:
//! sixty bits are few for whoever holds a copy (OWASP ASVS 5.0 §6.5.2), and a slow hash with a salt of its own could not be
//! looked up.

use domain::{Timestamp, activation::Activation};

use crate::{
    operations::{
        credentials::code::TypedCode,
        prelude::*,
        source_keys::{SourceKeyError, USED_FOR, open},
    },
    sources::SourceKey,
    store::ActivationKey,
};

/// Makes the code of a new letter. Returns it with what it is kept as; `None` where there is no key.
pub(super) async fn new_code(
    deps: &Deps,
    tx: &Tx,
) -> Result<Option<(TypedCode, ActivationKey)>, SourceKeyError> {
    let key = newest_key(deps, tx).await?;
    Ok(key.map(|key| {
        let code = TypedCode::new_paper(&*deps.entropy);
        let kept = ActivationKey::Code(code.activation_digest(&key));
        (code, kept)
    }))
}

/// Returns what a typed code may be kept as, if a letter with it can still be opened.
pub(super) async fn kept_as(
    deps: &Deps,
    tx: &Tx,
    code: &TypedCode,
    now: Timestamp,
) -> Result<Vec<ActivationKey>, SourceKeyError> {
    let keys = keys_since(deps, tx, now - Activation::LASTS).await?;
    let kept = keys.iter().map(|key| code.activation_digest(key));
    Ok(kept.map(ActivationKey::Code).collect())
}

/// Returns the newest key; `None` if what wrapped it is lost, or if there is none yet.
async fn newest_key(deps: &Deps, tx: &Tx) -> Result<Option<SourceKey>, SourceKeyError> {
    let Some(newest) = tx.source_keys().list().await?.into_iter().next() else {
        return Ok(None);
    };
    let secret = open(deps, &newest)?;
    Ok(secret.map(|secret| SourceKey::new(newest.id, &secret)))
}

/// Returns every key that was in use at this moment or since.
async fn keys_since(
    deps: &Deps,
    tx: &Tx,
    since: Timestamp,
) -> Result<Vec<SourceKey>, SourceKeyError> {
    let mut keys = Vec::new();
    for row in tx.source_keys().list().await? {
        if row.created_at + USED_FOR > since {
            let secret = open(deps, &row)?;
            keys.extend(secret.map(|secret| SourceKey::new(row.id, &secret)));
        }
    }
    Ok(keys)
}
