//! A proof by password, for one action of a signed-in person.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    audit::AuditAction,
    decision::Reason,
    ids::PersonId,
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use super::paper_code::PaperCodeError;
pub use crate::operations::proof::Proof;
use crate::{
    audit::Unavailable,
    context::Context,
    operations::proof::{about, is_enough, refused},
    passwords::{Password, PasswordError},
    state::Deps,
    store::StoreError,
};

/// Why nothing is proved.
#[derive(Debug, Error)]
pub enum ProofError {
    /// The password is wrong.
    #[error("wrong password")]
    Wrong,
    /// The code is wrong, used, expired, or was mailed for another action.
    #[error("wrong code, or one for another action")]
    WrongCode,
    /// This method is too weak for this action (rule 14).
    #[error("step-up: a stronger proof is needed for this action")]
    NotEnough,
    /// The rate limit of passwords and codes of a signed-in person is reached.
    #[error("rate limit: too many wrong passwords")]
    RateLimited,
    /// The password could not be hashed or checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

impl From<PaperCodeError> for ProofError {
    fn from(error: PaperCodeError) -> Self {
        match error {
            PaperCodeError::Password(error) => error.into(),
            PaperCodeError::Store(error) => error.into(),
        }
    }
}

/// Authenticates a signed-in person by their password, for one action. Evidence (`identity-proved`) is
/// committed, unless the password is too weak to be tried.
pub async fn verify_password(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    action: ProofFor,
    password: String,
) -> Result<Proof, ProofError> {
    let now = deps.clock.now();
    let known = deps
        .store
        .read()
        .people()
        .find_with_password(person)
        .await?;
    let (known, hash) = known.ok_or(ProofError::Wrong)?;
    if !is_enough(deps, person, &action, AuthenticationMethod::Password).await? {
        return Err(ProofError::NotEnough);
    }
    // Before the queue for hashing, as at sign-in.
    let Some(taken) = deps.rate_limits.try_proof(person, now).await? else {
        return refuse(deps, ctx, now, &known, ProofError::RateLimited).await;
    };
    let password = Password::new(password);
    if !deps.passwords.is_right(password, Some(hash)).await? {
        return refuse(deps, ctx, now, &known, ProofError::Wrong).await;
    }
    deps.rate_limits.succeeded(taken).await?;
    let proved = about(deps, ctx, now, &known, AuditAction::IdentityProved);
    deps.audit.record(proved).await?;
    Ok(Proof {
        person,
        action,
        assurance: Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: now,
        },
    })
}

/// Commits the evidence that nothing was proved.
pub(super) async fn refuse(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: &Person,
    error: ProofError,
) -> Result<Proof, ProofError> {
    let action = AuditAction::IdentityProved;
    let event = refused(deps, ctx, now, person, action, Reason::StepUpRequired);
    deps.audit.record(event).await?;
    Err(error)
}
