//! Somebody who showed enough sets a new password. Nobody is signed in by it: every session ends, and what was decided
//! under the old password waits for a new yes.

use domain::{
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    notice::{NoticeFacts, NoticeKind},
    password::WeakPassword,
    person::Person,
    recovery::Step,
};
use thiserror::Error;

use super::change_password::after_new_password;
use crate::{
    operations::{prelude::*, proof::about},
    passwords::{Password, PasswordError},
    secret::Secret,
};

#[derive(Debug, Error)]
pub enum RecoverError {
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// A code or the time is still missing.
    #[error("the attempt is not that far")]
    TooEarly,
    #[error("the attempt is over")]
    Over,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn recover_account(
    deps: &Deps,
    ctx: Context,
    secret: &Secret,
    new: Password,
) -> Result<(), RecoverError> {
    let person = ready(deps, ctx, secret).await?;
    new.check(&person)?;
    // Slow, so before anything is locked.
    let hash = deps.passwords.hash(new, &*deps.entropy).await?;
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let attempt = tx.recoveries().lock(&secret.digest()).await?;
    let (attempt, _) = attempt.ok_or(RecoverError::Over)?;
    if attempt.step(now) != Step::NewPassword || attempt.person != Some(person.id) {
        return Err(RecoverError::Over);
    }
    tx.people().save_password(person.id, &hash).await?;
    after_new_password(deps, &tx, ctx, &person, None, now).await?;
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    let (kind, key) = (NoticeKind::AccountRecovered, now.timestamp_millis());
    let notice = deps.notice(now, person.id, kind, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(recovered(deps, ctx, &person)).await?;
    Ok(tx.commit().await?)
}

/// Whose account opens, if the attempt of this browser is that far. Trying too early is written down.
async fn ready(deps: &Deps, ctx: Context, secret: &Secret) -> Result<Person, RecoverError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let attempt = tx.recoveries().lock(&secret.digest()).await?;
    let (attempt, _) = attempt.ok_or(RecoverError::Over)?;
    let step = attempt.step(now);
    let person = match attempt.person {
        Some(person) => tx.people().find(person).await?,
        None => None,
    };
    match (step, person) {
        (Step::NewPassword, Some(person)) => Ok(person),
        (Step::Wait { .. }, Some(person)) => {
            let early = recovered(deps, ctx, &person);
            tx.audit(early.refused([Reason::StepUpRequired])).await?;
            tx.commit().await?;
            Err(RecoverError::TooEarly)
        }
        (Step::MailedCode, _) => Err(RecoverError::TooEarly),
        _ => Err(RecoverError::Over),
    }
}

fn recovered(deps: &Deps, ctx: Context, person: &Person) -> AuditEvent {
    let now = deps.clock.now();
    about(deps, ctx, now, person, AuditAction::AccountRecovered)
}
