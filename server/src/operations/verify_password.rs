//! Somebody who is signed in shows again who they are, for one action.

use domain::{
    assurance::{Assurance, AuthenticationMethod, ProofFor},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    ids::PersonId,
};
use thiserror::Error;

use super::Context;
pub use super::proof::Proof;
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
