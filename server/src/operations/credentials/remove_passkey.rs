//! Removes a passkey. With the last one, other sessions end, and consents that rest on passkeys are suspended until
//! they are confirmed.

use domain::{
    assurance::AuthenticationMethod,
    audit::AuditAction,
    consent::SuspensionCause,
    doubt::Doubt,
    ids::{PasskeyId, SessionId},
    notice::NoticeKind,
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, passkey_notice, refuse_unproved},
    trust_change::{TrustChange, trust_change},
};

/// Why the passkey stays.
#[derive(Debug, Error)]
pub enum RemovePasskeyError {
    /// There is no such passkey of this person.
    #[error("there is no such passkey")]
    NotFound,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Removes a passkey, with the notice and the evidence (`passkey-removed`) in one transaction. `here` is the session
/// that asks. With the last passkey, the other sessions end and consents are suspended. Returns how many were
/// suspended.
pub async fn remove_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    here: SessionId,
    id: PasskeyId,
    proof: &Proof,
) -> Result<usize, RemovePasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.passkeys().lock(person.id, id).await?;
    found.ok_or(RemovePasskeyError::NotFound)?;
    let action = AuditAction::PasskeyRemoved;
    if proof
        .of(person.id, &ProofFor::RemovePasskey(id), now)
        .is_none()
    {
        refuse_unproved(tx, about(deps, ctx, now, person, action)).await?;
        return Err(RemovePasskeyError::StepUpRequired);
    }
    tx.passkeys().remove(id).await?;
    let notice = passkey_notice(deps, now, person, NoticeKind::PasskeyRemoved, id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, action)).await?;
    let held = if tx.passkeys().list_of(person.id).await?.is_empty() {
        tx.sessions().remove_of(person.id, Some(here)).await?;
        let change = TrustChange {
            cause: SuspensionCause::TrustChange,
            doubt: Doubt::in_method(AuthenticationMethod::Passkey),
        };
        trust_change(deps, &tx, ctx, person, change, now).await?
    } else {
        0
    };
    tx.commit().await?;
    Ok(held)
}
