//! Issues the challenge for a proof by passkey, bound to one action.

use domain::{
    ids::{PersonId, SessionId},
    proof::ProofFor,
};
use thiserror::Error;

use super::webauthn_challenge::{Challenge, issue};
use crate::{
    operations::prelude::*, passkeys::PasskeyError, secret::Digest, store::CeremonyPurpose,
};

/// Why no challenge is issued.
#[derive(Debug, Error)]
pub enum BeginProofError {
    /// The WebAuthn library could not make a challenge.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Issues a WebAuthn challenge that is bound to one action; `None` for an account without a passkey.
pub async fn begin_proof(
    deps: &Deps,
    person: PersonId,
    session: SessionId,
    action: &ProofFor,
) -> Result<Option<Challenge>, BeginProofError> {
    let now = deps.clock.now();
    let keys = deps.store.read().passkeys().list_of(person).await?;
    if keys.is_empty() || !deps.passkeys.are_possible() {
        return Ok(None);
    }
    let allowed: Vec<_> = keys.into_iter().map(|key| key.credential_id).collect();
    let start = deps.passkeys.start_authentication(&allowed)?;
    let purpose = CeremonyPurpose::Prove {
        person,
        session,
        bound: Digest::of(action.canonical().as_bytes()),
    };
    let tx = deps.store.begin().await?;
    let asked = issue(deps, &tx, purpose, start, now).await?;
    tx.commit().await?;
    Ok(Some(asked))
}
