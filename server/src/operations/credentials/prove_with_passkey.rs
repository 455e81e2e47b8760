//! A proof by passkey, for the one action that its challenge is bound to.

use domain::{
    Timestamp,
    audit::AuditAction,
    decision::Reason,
    ids::{CeremonyId, SessionId},
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use super::webauthn_challenge::verify_assertion;
use crate::{
    audit::Unavailable,
    operations::{
        prelude::*,
        proof::{about, refused},
    },
    passkeys::{Assertion, PasskeyError},
    secret::Digest,
    store::{Ceremony, CeremonyPurpose},
};

/// Why nothing is proved.
#[derive(Debug, Error)]
pub enum PasskeyProofError {
    /// The assertion cannot be verified. The person is not told which part of it is wrong.
    #[error("WebAuthn response refused")]
    Refused,
    /// The passkey is too young for this action: a weaker proof let it in, or it came after what it is to stop (rule 14).
    #[error("step-up: an older passkey is needed for this action")]
    NotEnough,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// An authentication response.
pub struct PasskeyAnswer {
    /// The challenge that it responds to.
    pub ceremony: CeremonyId,
    /// The session that responds.
    pub session: SessionId,
    /// An `AuthenticationResponseJSON` (WebAuthn Level 3 §5.1).
    pub answer: String,
}

/// Verifies an assertion as the proof for one action. The challenge is consumed; evidence (`identity-proved`) is
/// committed either way.
pub async fn prove_with_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    action: ProofFor,
    given: PasskeyAnswer,
) -> Result<Proof, PasskeyProofError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let taken = tx.ceremonies().take(given.ceremony).await?;
    let theirs = taken.filter(|taken| is_for(taken, person, given.session));
    let Some(asked) = theirs else {
        // A challenge of another person or for another action is not consumed.
        drop(tx);
        let (reason, error) = (Reason::StepUpRequired, PasskeyProofError::Refused);
        return refuse(deps, ctx, now, person, reason, error).await;
    };
    // From here on it is used up, whatever comes of it.
    let bound_to_this = matches!(
        asked.purpose,
        CeremonyPurpose::Prove { bound, .. } if bound == Digest::of(action.canonical().as_bytes())
    );
    let answer = Assertion::read(&given.answer);
    let (true, Ok(answer)) = (bound_to_this, answer) else {
        tx.commit().await?;
        let (reason, error) = (Reason::StepUpRequired, PasskeyProofError::Refused);
        return refuse(deps, ctx, now, person, reason, error).await;
    };
    let key = match verify_assertion(deps, &tx, &asked, &answer, now).await? {
        Ok(key) if key.passkey.person == person.id => key.passkey,
        Ok(_) => {
            // Another account's key signed: it stays as it was, and the challenge is consumed.
            drop(tx);
            forget(deps, given.ceremony).await?;
            let (reason, error) = (Reason::StepUpRequired, PasskeyProofError::Refused);
            return refuse(deps, ctx, now, person, reason, error).await;
        }
        Err(wrong) => {
            tx.commit().await?;
            let copied = matches!(wrong.error, Some(PasskeyError::Copied));
            let reason = if copied {
                Reason::PasskeyCopied
            } else {
                Reason::StepUpRequired
            };
            return refuse(deps, ctx, now, person, reason, PasskeyProofError::Refused).await;
        }
    };
    let assurance = key.assurance(now);
    let held = tx.passkeys().held_by(person.id, now).await?;
    let is_strong = action.accepts(key.means(now), held, deps.config.guarded());
    if !is_strong || !action.accepts_let_in_at(key.let_in_at) {
        tx.commit().await?;
        let error = PasskeyProofError::NotEnough;
        return refuse(deps, ctx, now, person, Reason::StepUpRequired, error).await;
    }
    tx.audit(about(deps, ctx, now, person, AuditAction::IdentityProved))
        .await?;
    tx.commit().await?;
    Ok(Proof {
        person: person.id,
        action,
        assurance,
    })
}

fn is_for(asked: &Ceremony, by: &Person, at: SessionId) -> bool {
    matches!(
        asked.purpose,
        CeremonyPurpose::Prove { person, session, .. } if person == by.id && session == at
    )
}

async fn forget(deps: &Deps, ceremony: CeremonyId) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    tx.ceremonies().take(ceremony).await?;
    tx.commit().await
}

async fn refuse(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: &Person,
    reason: Reason,
    error: PasskeyProofError,
) -> Result<Proof, PasskeyProofError> {
    let action = AuditAction::IdentityProved;
    let event = refused(deps, ctx, now, person, action, reason);
    deps.audit.record(event).await?;
    Err(error)
}
