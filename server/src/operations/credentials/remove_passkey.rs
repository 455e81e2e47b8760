//! A passkey goes: it opens nothing and proves nothing from now on. With the last one, other browsers are signed out, and
//! what was decided waits for a new yes.

use domain::{
    assurance::AuthenticationMethod,
    audit::AuditAction,
    consent::SuspensionCause,
    ids::{PasskeyId, SessionId},
    notice::NoticeKind,
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, news, refuse_unproved},
    trust_change::{TrustChange, trust_change},
};

#[derive(Debug, Error)]
pub enum RemovePasskeyError {
    /// There is none, or it is somebody else's.
    #[error("there is no such passkey")]
    NotFound,
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// `here` is the session that asks: it stays. Returns how many decisions wait now, because it was the last passkey.
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
    let notice = news(deps, now, person, NoticeKind::PasskeyRemoved, id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, action)).await?;
    let held = if tx.passkeys().any_of(person.id).await? {
        0
    } else {
        tx.sessions().remove_of(person.id, Some(here)).await?;
        let change = TrustChange {
            cause: SuspensionCause::TrustChange,
            method: AuthenticationMethod::Passkey,
        };
        trust_change(deps, &tx, ctx, person, change, now).await?
    };
    tx.commit().await?;
    Ok(held)
}
