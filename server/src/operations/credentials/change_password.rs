//! Changes a password. Other sessions end, this one gets a new cookie, and consents that rest on the old password are
//! suspended until they are confirmed.

use domain::{
    Timestamp,
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
        doubted_caregivers::doubt_caregivers,
        doubted_credentials::{Reach, doubt_credentials},
        prelude::*,
        proof::about,
        trust_change::{TrustChange, trust_change},
    },
    passwords::{Password, PasswordError},
    secret::{Secret, SecretKind},
};

/// A new password, with a proof for the change.
#[derive(Debug)]
pub struct ChangePassword {
    /// The new password.
    pub new: Password,
    /// A proof for [`ProofFor::ChangePassword`].
    pub proof: Proof,
    /// The session that asks: it stays.
    pub session: SessionId,
}

/// What a new password led to.
#[derive(Debug)]
pub struct PasswordChanged {
    /// The new value of this browser's cookie; `None` if its session ended meanwhile.
    pub secret: Option<Secret>,
    /// How many consents were suspended.
    pub held: usize,
}

/// Why the password stays.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    /// The new password is too short, too long or guessable.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
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

/// Replaces the password: other sessions and recoveries end, consents that rest on it are suspended, and the notice and
/// the evidence (`password-changed`) are committed in the same transaction.
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

/// Puts out who may have come in by the old password: other sessions and recoveries end, and what such a person could
/// have let in or decided is suspended or withdrawn. Returns how many consents were suspended.
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
    let reach = here.map_or(Reach::Recovered, |_| Reach::Changed);
    let doubt = doubt_credentials(deps, tx, ctx, person, reach, now).await?;
    doubt_caregivers(deps, tx, ctx, person, doubt, now).await?;
    let change = TrustChange {
        cause: SuspensionCause::PasswordReset,
        doubt,
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
