//! Somebody who is signed in shows again who they are, for one action.

use domain::{
    assurance::{Assurance, AuthenticationMethod, ProofFor},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    ids::PersonId,
};
use thiserror::Error;

pub use super::proof::Proof;
use super::{Context, proof::is_enough};
use crate::{
    audit::Unavailable,
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
    if !deps.tries.allow(account, ctx, now) {
        return Err(ProofError::TooManyTries);
    }
    let password = Password::new(password);
    if !deps.passwords.is_right(password, Some(hash)).await? {
        deps.tries.failed(account, ctx, now);
        let event = AuditEvent {
            subject: known.patient.clone(),
            ..deps.event(ctx, now, known.actor(), AuditAction::IdentityProved)
        };
        deps.audit
            .record(event.refused([Reason::StepUpRequired]))
            .await?;
        return Err(ProofError::Wrong);
    }
    deps.tries.succeeded(account);
    Ok(Proof {
        person,
        action,
        assurance: Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: now,
        },
    })
}
