//! Settles a passkey that a trust change suspended: its holder says that it is theirs, or that it is not.

use domain::{
    assurance::AuthenticationMethod, audit::AuditAction, ids::PasskeyId, notice::NoticeKind,
    person::Person, proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, passkey_notice, refuse_unproved},
};

/// Why the passkey stays suspended.
#[derive(Debug, Error)]
pub enum SettlePasskeyError {
    /// There is no such suspended passkey of this person.
    #[error("there is no such suspended passkey")]
    NotFound,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets a suspended passkey work again. It counts as let in by this proof at this moment. The notice and the evidence
/// (`passkey-kept`) are committed in the same transaction.
pub async fn keep_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    id: PasskeyId,
    proof: &Proof,
) -> Result<(), SettlePasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    require_suspended(&tx, person, id).await?;
    let event = about(deps, ctx, now, person, AuditAction::PasskeyKept);
    let Some(proved) = proof.of(person.id, &ProofFor::KeepPasskey(id), now) else {
        refuse_unproved(tx, event).await?;
        return Err(SettlePasskeyError::StepUpRequired);
    };
    let weaker = (proved.method != AuthenticationMethod::Passkey).then_some(proved.method);
    tx.passkeys().save_let_in(id, weaker, now).await?;
    let notice = passkey_notice(deps, now, person, NoticeKind::PasskeyKept, id);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    Ok(tx.commit().await?)
}

/// Removes a suspended passkey that is not the person's. Like everything that gives up access, it needs no proof. The
/// notice and the evidence (`passkey-removed`) are committed in the same transaction.
pub async fn give_up_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    id: PasskeyId,
) -> Result<(), SettlePasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    require_suspended(&tx, person, id).await?;
    tx.passkeys().remove(id).await?;
    let notice = passkey_notice(deps, now, person, NoticeKind::PasskeyRemoved, id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, AuditAction::PasskeyRemoved))
        .await?;
    Ok(tx.commit().await?)
}

async fn require_suspended(
    tx: &Tx,
    person: &Person,
    id: PasskeyId,
) -> Result<(), SettlePasskeyError> {
    let found = tx.passkeys().lock(person.id, id).await?;
    let found = found.filter(|found| found.passkey.suspended_at.is_some());
    found.map(|_| ()).ok_or(SettlePasskeyError::NotFound)
}
