//! A person sets a new password. Every other browser is signed out, this one gets a new cookie, and what was decided
//! under the old password waits for a new yes.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::AuditAction,
    consent::SuspensionCause,
    decision::Reason,
    ids::SessionId,
    notice::{NoticeFacts, NoticeKind},
    password::WeakPassword,
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use crate::{
    audit::Unavailable,
    operations::{
        prelude::*,
        proof::about,
        trust_change::{TrustChange, trust_change},
    },
    passwords::{Password, PasswordError},
    secret::{Secret, SecretKind},
};

/// What a person wants as their password, shown to be them, in which browser.
#[derive(Debug)]
pub struct ChangePassword {
    pub new: Password,
    pub proof: Proof,
    pub session: SessionId,
}

#[derive(Debug)]
pub struct PasswordChanged {
    /// For this browser's cookie; `None` if its session ended meanwhile.
    pub secret: Option<Secret>,
    /// Decisions that wait now.
    pub held: usize,
}

#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

pub async fn change_password(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    change: ChangePassword,
) -> Result<PasswordChanged, ChangePasswordError> {
    let now = deps.clock.now();
    let event = about(deps, ctx, now, person, AuditAction::PasswordChanged);
    let proved = change.proof.of(person.id, &ProofFor::ChangePassword, now);
    if proved.is_none() {
        let refused = event.refused([Reason::StepUpRequired]);
        deps.audit.record(refused).await?;
        return Err(ChangePasswordError::StepUpRequired);
    }
    change.new.check(person)?;
    let hash = deps.passwords.hash(change.new, &*deps.entropy).await?;
    let tx = deps.store.begin().await?;
    tx.people().save_password(person.id, &hash).await?;
    tx.audit(event).await?;
    let held = after_new_password(deps, &tx, ctx, person, Some(change.session), now).await?;
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    let (kind, key) = (NoticeKind::PasswordChanged, now.timestamp_millis());
    let notice = deps.notice(now, person.id, kind, key, facts);
    tx.notices().insert(&notice).await?;
    let secret = renewed(deps, &tx, change.session).await?;
    tx.commit().await?;
    Ok(PasswordChanged { secret, held })
}

/// What goes with a new password, however it came about: other browsers and attempts to get back in end, and what was
/// decided under the old one, or a weaker proof, waits. Returns how many decisions wait now.
pub(super) async fn after_new_password(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    here: Option<SessionId>,
    now: Timestamp,
) -> Result<usize, StoreError> {
    tx.sessions().remove_of(person.id, here).await?;
    tx.recoveries().remove_of(person.id).await?;
    let change = TrustChange {
        cause: SuspensionCause::PasswordReset,
        method: AuthenticationMethod::Password,
    };
    trust_change(deps, tx, ctx, person, change, now).await
}

async fn renewed(deps: &Deps, tx: &Tx, session: SessionId) -> Result<Option<Secret>, StoreError> {
    let Some(session) = tx.sessions().lock(session).await? else {
        return Ok(None);
    };
    let secret = deps.secret(SecretKind::Session);
    tx.sessions().renew(&session, &secret.digest()).await?;
    Ok(Some(secret))
}
