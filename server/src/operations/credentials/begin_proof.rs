//! Issues the challenge for a proof by passkey, bound to one action, to the passkeys that are strong and old enough for it.

use domain::{
    Timestamp,
    assurance::StepUpAction,
    ids::{PersonId, SessionId},
    passkey::{Held, Passkey},
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

/// Issues a WebAuthn challenge that is bound to one action; `None` for an account without a passkey that could prove it.
///
/// A page that is loaded again shows the challenge that waits, so that loading writes no row each time.
pub async fn begin_proof(
    deps: &Deps,
    person: PersonId,
    session: SessionId,
    action: &ProofFor,
) -> Result<Option<Challenge>, BeginProofError> {
    let now = deps.clock.now();
    let keys = deps.store.read().passkeys().list_of(person).await?;
    let held = Held::of(keys.iter().map(|key| &key.passkey), now);
    let proves = |key: &Passkey| {
        key.suspended_at.is_none()
            && action.accepts_let_in_at(key.let_in_at)
            && action.accepts(key.means(now), held, deps.config.guarded())
    };
    let newest = keys.iter().map(|key| key.passkey.let_in_at).max();
    let able = keys.into_iter().filter(|key| proves(&key.passkey));
    let allowed: Vec<_> = able.map(|key| key.credential_id).collect();
    if allowed.is_empty() || !deps.passkeys.are_possible() {
        return Ok(None);
    }
    let bound = Digest::of(action.canonical().as_bytes());
    if let Some(asked) = kept(deps, session, &bound, newest, now).await? {
        return Ok(Some(asked));
    }
    let start = deps.passkeys.start_authentication(&allowed)?;
    let purpose = CeremonyPurpose::Prove {
        person,
        session,
        bound,
    };
    let tx = deps.store.begin().await?;
    let asked = issue(deps, &tx, purpose, start, now).await?;
    tx.commit().await?;
    Ok(Some(asked))
}

/// Returns a challenge that waits for this action, if it knows every passkey and half of its time is left.
async fn kept(
    deps: &Deps,
    session: SessionId,
    bound: &Digest,
    newest_key: Option<Timestamp>,
    now: Timestamp,
) -> Result<Option<Challenge>, StoreError> {
    let reader = deps.store.read();
    let half = now + StepUpAction::FRESH_FOR / 2;
    let found = reader.ceremonies().find_proof(session, bound, half).await?;
    let found = found.filter(|asked| newest_key.is_none_or(|made| made < asked.created_at));
    Ok(found.map(|asked| Challenge {
        ceremony: asked.id,
        options: asked.options,
    }))
}
