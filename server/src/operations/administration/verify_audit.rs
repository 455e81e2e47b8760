//! Is the audit log still what was written, and are its checkpoints ours?

use openidconnect::{JsonWebKey, PrivateSigningKey};

use crate::{
    audit::{self, Finding, Verification, signed_text},
    keys::SigningAlgorithm,
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
        if hash.as_ref() == Some(&checkpoint.hash) && is_ours(deps, &checkpoint, &keys) {
            found.checkpoints += 1;
        } else {
            let place = checkpoint.sealed_seq;
            found.findings.push(Finding::Checkpoint { place });
        }
    }
    Ok(found)
}

fn is_ours(deps: &Deps, checkpoint: &Checkpoint, keys: &[KeyRow]) -> bool {
    let text = signed_text(checkpoint.sealed_seq, &checkpoint.hash, checkpoint.at);
    let key = keys.iter().find(|key| key.id == checkpoint.key_id);
    let opened = key.and_then(|key| deps.keys.open(key).ok());
    opened.is_some_and(|key| {
        let algorithm = SigningAlgorithm::Es256.jws();
        let public = key.as_verification_key();
        public
            .verify_signature(&algorithm, &text, &checkpoint.signature)
            .is_ok()
    })
}
