//! Somebody is about to add a passkey: they prove who they are, and their browser is asked to make one.

use domain::{
    audit::AuditAction,
    decision::Reason,
    ids::{CeremonyId, SessionId},
    passkey::Passkey,
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use super::webauthn_challenge::issue;
use crate::{
    audit::Unavailable,
    operations::{prelude::*, proof::refused},
    passkeys::PasskeyError,
    store::CeremonyPurpose,
};

#[derive(Debug, Error)]
pub enum BeginPasskeyError {
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error("nobody has more than {} passkeys", Passkey::MOST)]
    TooMany,
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

pub async fn begin_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    session: SessionId,
    proof: &Proof,
) -> Result<CeremonyId, BeginPasskeyError> {
    let now = deps.clock.now();
    if proof.of(person.id, &ProofFor::AddPasskey, now).is_none() {
        let action = AuditAction::PasskeyAdded;
        let event = refused(deps, ctx, now, person, action, Reason::StepUpRequired);
        deps.audit.record(event).await?;
        return Err(BeginPasskeyError::StepUpRequired);
    }
    let tx = deps.store.begin().await?;
    let known = tx.passkeys().list_of(person.id).await?;
    if known.len() >= Passkey::MOST {
        return Err(BeginPasskeyError::TooMany);
    }
    let known: Vec<_> = known.into_iter().map(|key| key.credential_id).collect();
    let start = deps.passkeys.start_registration(person, &known)?;
    let purpose = CeremonyPurpose::Add {
        person: person.id,
        session,
        method: proof.assurance.method,
    };
    let asked = issue(deps, &tx, purpose, start, now).await?;
    tx.commit().await?;
    Ok(asked.ceremony)
}
