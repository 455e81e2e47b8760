//! Is the audit log still what was written, and are its checkpoints ours?

use openidconnect::{JsonWebKey, PrivateSigningKey};

use crate::{
    audit::{self, Finding, Verification, signed_text},
    keys::{KeyError, SigningAlgorithm},
    operations::{prelude::*, tokens::signing_keys::list_signing_keys},
    store::{Checkpoint, KeyRow},
};

/// Recomputes the hash chain and checks every checkpoint. Returns what does not fit.
pub async fn verify_audit(deps: &Deps) -> Result<Verification, StoreError> {
    let reader = deps.store.read();
    let mut found = audit::verify(&reader).await?;
    let keys = list_signing_keys(deps).await?;
    for checkpoint in reader.chain().checkpoints().await? {
        let hash = reader.chain().hash_at(checkpoint.sealed_seq).await?;
        let fits = hash.as_ref() == Some(&checkpoint.hash);
        match fault(deps, &checkpoint, &keys, fits) {
            None => found.checkpoints += 1,
            Some(fault) => found.findings.push(fault),
        }
    }
    Ok(found)
}

/// What is wrong with a checkpoint that does or does not fit the chain.
fn fault(deps: &Deps, checkpoint: &Checkpoint, keys: &[KeyRow], fits: bool) -> Option<Finding> {
    let place = checkpoint.sealed_seq;
    let text = signed_text(place, &checkpoint.hash, checkpoint.at);
    let key = keys.iter().find(|key| key.id == checkpoint.key_id);
    let key = match key.map(|key| deps.keys.open(key)) {
        Some(Ok(key)) if fits => key,
        Some(Err(KeyError::Locked)) if fits => return Some(Finding::Locked { place }),
        // A key that is gone or was changed: whatever it signed cannot be told to be ours.
        _ => return Some(Finding::Checkpoint { place }),
    };
    let (algorithm, public) = (SigningAlgorithm::Es256.jws(), key.as_verification_key());
    let checked = public.verify_signature(&algorithm, &text, &checkpoint.signature);
    checked.is_err().then_some(Finding::Checkpoint { place })
}
