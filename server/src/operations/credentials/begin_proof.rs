//! Somebody is about to do what needs a proof: their browser is asked for one of their passkeys, for this action alone.

use domain::{
    ids::{PersonId, SessionId},
    proof::ProofFor,
};
use thiserror::Error;

use super::webauthn_challenge::{Challenge, issue};
use crate::{
    operations::prelude::*, passkeys::PasskeyError, secret::Digest, store::CeremonyPurpose,
};

#[derive(Debug, Error)]
pub enum BeginProofError {
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// `None` for somebody without a passkey.
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
