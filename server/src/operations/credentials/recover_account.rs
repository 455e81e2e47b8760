//! Sets a new password at the end of a recovery. It signs nobody in: every session ends, and consents that rest on the
//! old password are suspended until they are confirmed.

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

/// Why the password stays.
#[derive(Debug, Error)]
pub enum RecoverError {
    /// The new password is too short, too long or guessable.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// A code, or the waiting time, is still missing.
    #[error("the recovery has not reached this step")]
    TooEarly,
    /// It was used or stopped, had too many wrong codes, or expired.
    #[error("the recovery has ended or expired")]
    Over,
    /// The password could not be hashed or checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Replaces the password at the end of a recovery: every session and recovery ends, consents that rest on it are
/// suspended, and the notice and the evidence (`account-recovered`) are committed in the same transaction. It signs
/// nobody in.
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
    // Whoever made this needed may have signed in to it.
    tx.known_devices().forget_of(person.id).await?;
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
