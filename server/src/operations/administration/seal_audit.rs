//! Seals audit events: gives them their place in the hash chain, and signs its head from time to time.

use openidconnect::{JsonWebKey, PrivateSigningKey, SigningError};
use thiserror::Error;

use crate::{
    audit::{seal_waiting, sign_if_due, signed_text},
    keys::{SigningAlgorithm, SigningKey},
    operations::{
        prelude::*,
        tokens::signing_keys::{SigningKeyError, signing_key},
    },
    store::Checkpoint,
};

/// Why the chain does not grow.
#[derive(Debug, Error)]
pub enum SealError {
    /// There is no key to sign a checkpoint with.
    #[error(transparent)]
    Key(#[from] SigningKeyError),
    /// A checkpoint could not be signed.
    #[error(transparent)]
    Signature(#[from] SigningError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives unsealed rows their places in the hash chain, and signs a checkpoint if one is due. Returns how many rows were
/// sealed.
pub async fn seal_audit(deps: &Deps) -> Result<u64, SealError> {
    let sealed = seal_waiting(&deps.store).await?;
    if sealed > 0 {
        sign_head(deps).await?;
    }
    Ok(sealed)
}

async fn sign_head(deps: &Deps) -> Result<(), SealError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let last = reader.chain().last_checkpoint().await?;
    let head = reader.chain().head().await?;
    let Some((sealed_seq, hash)) = sign_if_due(head, last.as_ref(), now) else {
        return Ok(());
    };
    let algorithm = SigningAlgorithm::Es256;
    let key = signing_key(deps, algorithm).await?;
    let text = signed_text(sealed_seq, &hash, now);
    let checkpoint = Checkpoint {
        sealed_seq,
        hash: hash.to_vec(),
        at: now,
        key_id: name(&key),
        signature: key.sign(&algorithm.jws(), &text)?,
    };
    let tx = deps.store.begin().await?;
    match tx.chain().insert_checkpoint(&checkpoint).await {
        // Another node signed the same place.
        Err(StoreError::Taken(_)) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(tx.commit().await?),
    }
}

fn name(key: &SigningKey) -> String {
    let public = key.as_verification_key();
    let id = public.key_id().expect("keys are opened with their name");
    id.as_str().to_owned()
}
