//! Gives full worth to a passkey that a weaker proof let in: an older passkey of the same person speaks for it.

use domain::{
    Timestamp, audit::AuditAction, ids::PasskeyId, passkey::Passkey, person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// Why the passkey stays as it is.
#[derive(Debug, Error)]
pub enum VouchError {
    /// There is no such passkey of this person.
    #[error("there is no such passkey")]
    NotFound,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof by an older passkey is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the proof that gives this passkey full worth; `None` if it has that already.
pub fn proof_for_vouching(passkey: &Passkey, now: Timestamp) -> Option<ProofFor> {
    passkey
        .probation_until(now)
        .map(|_| ProofFor::VouchForPasskey {
            passkey: passkey.id,
            let_in_at: passkey.let_in_at,
        })
}

/// Gives the passkey full worth, with the evidence (`passkey-vouched`) in one transaction.
pub async fn vouch_for_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    id: PasskeyId,
    proof: &Proof,
) -> Result<(), VouchError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.passkeys().lock(person.id, id).await?;
    let found = found.ok_or(VouchError::NotFound)?.passkey;
    let Some(action) = proof_for_vouching(&found, now) else {
        return Ok(());
    };
    let event = about(deps, ctx, now, person, AuditAction::PasskeyVouched);
    if proof.of(person.id, &action, now).is_none() {
        refuse_unproved(tx, event).await?;
        return Err(VouchError::StepUpRequired);
    }
    tx.passkeys().save_vouched(id).await?;
    tx.audit(event).await?;
    Ok(tx.commit().await?)
}
