//! Begins the account of an open activation, once, and signs in to it.

use domain::{
    Timestamp,
    activation::{Activation, ActivationBasis},
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    audit::AuditAction,
    notice::{NoticeFacts, NoticeKind},
    person::Person,
};
use thiserror::Error;

use super::find_activation::person_of;
use crate::{
    audit::Unavailable,
    operations::{
        delegations::add_guardian::{AddGuardianError, begin_guardianship},
        prelude::*,
        proof::about,
        sign_in::begin_session::{BeginSessionError, SignedIn, begin_session},
    },
    secret::Secret,
    store::{PasswordHash, StoredPasskey},
};

/// Why no account begins.
#[derive(Debug, Error)]
pub enum BeginAccountError {
    /// This browser has no open activation, or it has no address yet.
    #[error("no activation is open in this browser")]
    NotOpen,
    /// Another account got the address or the record meanwhile, or the passkey is another account's.
    #[error("another account has the address, the record or the passkey")]
    Taken,
    /// The guardian's delegation cannot begin any more, such as on the day that the minor comes of age.
    #[error(transparent)]
    Guardian(AddGuardianError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(Unavailable),
}

impl From<StoreError> for BeginAccountError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(_) => Self::Taken,
            other => Self::Store(other),
        }
    }
}

impl From<BeginSessionError> for BeginAccountError {
    fn from(error: BeginSessionError) -> Self {
        match error {
            // Locked in the moment that it was made: it opens nothing.
            BeginSessionError::Locked => Self::NotOpen,
            BeginSessionError::Store(error) => error.into(),
            BeginSessionError::Evidence(error) => Self::Evidence(error),
        }
    }
}

/// Returns the open activation of this browser under a row lock, and the account that comes of it.
pub(super) async fn lock_open(
    tx: &Tx,
    browser: &Secret,
    now: Timestamp,
) -> Result<(Activation, Person), BeginAccountError> {
    let found = tx.activations().lock_by_browser(&browser.digest()).await?;
    let open = found.filter(|found| found.require_open(now).is_ok());
    let open = open.ok_or(BeginAccountError::NotOpen)?;
    let person = person_of(&open, now).ok_or(BeginAccountError::NotOpen)?;
    Ok((open, person))
}

/// Writes the account, what it signs in with, what it has to do with the record, the evidence (`account-activated`,
/// `sign-in`) and the notice, and ends the activation: all in the caller's transaction.
pub(super) async fn begin_account(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    (activation, person): (Activation, Person),
    hash: &PasswordHash,
    passkey: Option<StoredPasskey>,
    now: Timestamp,
) -> Result<SignedIn, BeginAccountError> {
    tx.people().insert(&person, hash).await?;
    let method = match &passkey {
        Some(_) => AuthenticationMethod::Passkey,
        None => AuthenticationMethod::Password,
    };
    if let Some(passkey) = passkey {
        tx.passkeys().insert(&passkey).await?;
    }
    if activation.basis == ActivationBasis::Guardian {
        let minor = (activation.patient.clone(), Actor::System);
        begin_guardianship(deps, ctx, tx, &person, minor, now)
            .await
            .map_err(BeginAccountError::Guardian)?;
    }
    let used = activation
        .used(now)
        .map_err(|_| BeginAccountError::NotOpen)?;
    tx.activations().save(&used, None).await?;
    let event = about(deps, ctx, now, &person, AuditAction::AccountActivated);
    tx.audit(domain::audit::AuditEvent {
        subject: Some(used.patient),
        ..event
    })
    .await?;
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    let notice = deps.notice(now, person.id, NoticeKind::AccountActivated, used.id, facts);
    tx.notices().insert(&notice).await?;
    // What was set a moment ago counts as shown.
    let assurance = Assurance {
        method,
        authenticated_at: now,
    };
    Ok(begin_session(deps, tx, ctx, person, assurance, now).await?)
}
