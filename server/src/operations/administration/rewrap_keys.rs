//! Wraps what the database keeps secret by the newest key-encryption key, so that older ones can be thrown away.

use domain::{actor::Actor, audit::AuditAction};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    source_keys::{SourceKeyError, rewrap_source_keys},
    tokens::signing_keys::{SigningKeyError, rewrap},
};

/// Why keys stay wrapped as they are.
#[derive(Debug, Error)]
pub enum RewrapError {
    /// There is nothing to wrap with.
    #[error("no key to wrap with is set: name one in key_encryption_key_file")]
    NoKey,
    /// A signing key cannot be opened.
    #[error(transparent)]
    Signing(#[from] SigningKeyError),
    /// A key of address digests cannot be opened.
    #[error(transparent)]
    Source(#[from] SourceKeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Wraps every key by the newest key-encryption key, with the evidence (`keys-wrapped`) in one transaction. Returns how
/// many were wrapped otherwise before, or not at all.
pub async fn rewrap_keys(deps: &Deps, ctx: Context) -> Result<usize, RewrapError> {
    if !deps.keys.can_wrap() {
        return Err(RewrapError::NoKey);
    }
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let wrapped = rewrap(deps, &tx).await? + rewrap_source_keys(deps, &tx).await?;
    tx.audit(deps.event(ctx, now, Actor::System, AuditAction::KeysWrapped))
        .await?;
    tx.commit().await?;
    Ok(wrapped)
}
