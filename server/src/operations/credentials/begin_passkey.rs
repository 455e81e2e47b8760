//! Issues the challenge for a new passkey, after a proof of the person.

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

/// Why no challenge is issued.
#[derive(Debug, Error)]
pub enum BeginPasskeyError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The account has [`Passkey::MOST`] passkeys.
    #[error("limit of {} passkeys reached", Passkey::MOST)]
    TooMany,
    /// The WebAuthn library could not make a challenge.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// Issues a WebAuthn challenge for a new passkey, after a proof for [`ProofFor::AddPasskey`].
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
