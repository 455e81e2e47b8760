//! A passkey goes: it opens nothing and proves nothing from now on.

use domain::{
    assurance::{AuthenticationMethod, ProofFor},
    audit::AuditAction,
    consent::SuspensionCause,
    decision::Reason,
    ids::PasskeyId,
    notice::NoticeKind,
    person::Person,
};
use thiserror::Error;

use super::{
    prelude::*,
    proof::{about, news, refused},
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

/// The answer is how many decisions wait now, because it was the last passkey.
pub async fn remove_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
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
        tx.audit(refused(
            deps,
            ctx,
            now,
            person,
            action,
            Reason::StepUpRequired,
        ))
        .await?;
        tx.commit().await?;
        return Err(RemovePasskeyError::StepUpRequired);
    }
    tx.passkeys().remove(id).await?;
    let notice = news(deps, now, person, NoticeKind::PasskeyRemoved, id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, action)).await?;
    let held = if tx.passkeys().any_of(person.id).await? {
        0
    } else {
        let change = TrustChange {
            cause: SuspensionCause::TrustChange,
            method: AuthenticationMethod::Passkey,
        };
        trust_change(deps, &tx, ctx, person, change, now).await?
    };
    tx.commit().await?;
    Ok(held)
}
