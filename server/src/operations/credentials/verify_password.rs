//! Somebody who is signed in shows again who they are, for one action.

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

pub use crate::operations::proof::Proof;
use crate::{
    audit::Unavailable,
    context::Context,
    operations::proof::{is_enough, refused},
    passwords::{Password, PasswordError},
    state::Deps,
    store::StoreError,
};

#[derive(Debug, Error)]
pub enum ProofError {
    #[error("that is not the password")]
    Wrong,
    #[error("that is not a code that was given out for this")]
    WrongCode,
    /// This way of proving is too weak for this action.
    #[error("only a stronger proof is enough for this action")]
    NotEnough,
    #[error("too many wrong passwords in a short time")]
    TooManyTries,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

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
    let account = known.email.as_str();
    // Before the queue for hashing, as where somebody signs in.
    if !deps.rate_limits.try_acquire(account, ctx, now) {
        return refuse(deps, ctx, now, &known, ProofError::TooManyTries).await;
    }
    let password = Password::new(password);
    if !deps.passwords.is_right(password, Some(hash)).await? {
        return refuse(deps, ctx, now, &known, ProofError::Wrong).await;
    }
    deps.rate_limits.succeeded(account, ctx, now);
    Ok(Proof {
        person,
        action,
        assurance: Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: now,
        },
    })
}

/// Nothing is proved; that it was tried is written down.
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
