//! Opens an account for an invited caregiver who has none. The link was mailed, so the account is for that address and
//! no other. Whether they accept the invitation is asked afterwards.

use std::fmt;

use domain::{
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::Invitation,
    language::Language,
    name::PersonName,
    password::WeakPassword,
    person::{Email, Person},
};
use thiserror::Error;

use super::invitation_link::{event, presented};
pub use crate::operations::sign_in::begin_session::SignedIn;
use crate::{
    audit::Unavailable,
    operations::{
        prelude::*,
        sign_in::begin_session::{BeginSessionError, begin_session},
    },
    passwords::{Password, PasswordError},
};

/// The invited person that an account can be opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The address that the account will have.
    pub email: Email,
    /// Their name, as the patient gave it.
    pub name: PersonName,
    /// Display name of the patient who invites.
    pub subject: Option<PersonName>,
}

/// What was typed into the form.
#[derive(Clone)]
pub struct OpenAccount {
    /// The link as it was opened.
    pub link: String,
    /// The display name of the account.
    pub name: PersonName,
    /// The password of the account.
    pub password: Password,
    /// The language of its pages and mails.
    pub language: Language,
}

impl fmt::Debug for OpenAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenAccount(…)")
    }
}

/// Why no account is opened.
#[derive(Debug, Error)]
pub enum OpenAccountError {
    /// The link is used, expired, withdrawn, or was never sent: the person is not told which.
    #[error("the invitation link is unknown, used or expired")]
    NotOpen,
    /// There is an account with that address. Only the holder of the link learns it, and the link was mailed to that
    /// address.
    #[error("there is an account with that address")]
    Taken,
    /// The rate limit of passwords for this address is reached.
    #[error("rate limit: too many attempts")]
    RateLimited,
    /// The new password is too short, too long or guessable.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
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

impl From<BeginSessionError> for OpenAccountError {
    fn from(error: BeginSessionError) -> Self {
        match error {
            // Locked in the moment that it was made: it opens nothing.
            BeginSessionError::Locked => Self::NotOpen,
            BeginSessionError::Store(error) => Self::Store(error),
            BeginSessionError::Evidence(error) => Self::Evidence(error),
        }
    }
}

const ACTION: AuditAction = AuditAction::AccountOpened;

/// Returns for whom a link opens an account. No sign-in is needed, so it writes no evidence.
pub async fn find_invited(deps: &Deps, link: &str) -> Result<Invited, OpenAccountError> {
    let now = deps.clock.now();
    let found = find(deps, link).await?;
    let waits = found.filter(|found| found.require_waiting(now).is_ok());
    let invitation = waits.ok_or(OpenAccountError::NotOpen)?;
    has_none(deps, &invitation.email).await?;
    let reader = deps.store.read();
    let subject = reader.people().name_of_patient(&invitation.subject).await?;
    Ok(Invited {
        email: invitation.email,
        name: invitation.name,
        subject,
    })
}

/// Opens an account and signs in to it: account, session and evidence (`account-opened`, `sign-in`) are committed in
/// one transaction. The invitation stays pending.
///
/// # Errors
/// [`OpenAccountError`]; the use of a link that is over commits its evidence.
pub async fn open_account(
    deps: &Deps,
    ctx: Context,
    open: OpenAccount,
) -> Result<SignedIn, OpenAccountError> {
    let Some(invitation) = find(deps, &open.link).await? else {
        tracing::info!("account not opened: the invitation's mail was never sent");
        return Err(OpenAccountError::NotOpen);
    };
    let now = deps.clock.now();
    if invitation.require_waiting(now).is_err() {
        return Err(refuse(deps, ctx, &invitation).await);
    }
    has_none(deps, &invitation.email).await?;
    let person = Person {
        id: deps.new_id(now),
        email: invitation.email.clone(),
        name: open.name,
        language: open.language,
        patient: None,
        role: None,
        created_at: now,
    };
    open.password.check(&person)?;
    // Before the queue for hashing, which everybody who signs in shares.
    let taken = deps.rate_limits.try_opening(invitation.id, now).await?;
    let taken = taken.ok_or(OpenAccountError::RateLimited)?;
    let hash = deps.passwords.hash(open.password, &*deps.entropy).await?;
    let now = deps.clock.now();
    // The moment of the sign-in too, by which it is known as the one that made the account.
    let person = Person {
        created_at: now,
        ..person
    };
    let tx = deps.store.begin().await?;
    // It may have been taken back while the password was hashed.
    let found = tx.invitations().lock(invitation.id).await?;
    let Some(invitation) = found.filter(|found| found.require_waiting(now).is_ok()) else {
        drop(tx);
        return Err(refuse(deps, ctx, &invitation).await);
    };
    match tx.people().insert(&person, &hash).await {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => return Err(OpenAccountError::Taken),
        Err(error) => return Err(error.into()),
    }
    let opened = event(deps, ctx, now, person.id, Some(&invitation), ACTION);
    tx.audit(opened).await?;
    // What was set a moment ago counts as shown.
    let assurance = Assurance {
        method: AuthenticationMethod::Password,
        authenticated_at: now,
    };
    let signed_in = begin_session(deps, &tx, ctx, person, assurance, now).await?;
    tx.commit().await?;
    deps.rate_limits.succeeded(taken).await?;
    Ok(signed_in)
}

/// The invitation of this link, whatever became of it.
async fn find(deps: &Deps, link: &str) -> Result<Option<Invitation>, StoreError> {
    let Some(secret) = presented(link) else {
        return Ok(None);
    };
    let reader = deps.store.read();
    reader.invitations().find_by_secret(&secret.digest()).await
}

async fn has_none(deps: &Deps, email: &Email) -> Result<(), OpenAccountError> {
    let reader = deps.store.read();
    match reader.people().find_by_email(email).await? {
        Some(_) => Err(OpenAccountError::Taken),
        None => Ok(()),
    }
}

/// Commits the evidence that a link was used that is over.
async fn refuse(deps: &Deps, ctx: Context, about: &Invitation) -> OpenAccountError {
    let event = AuditEvent {
        subject: Some(about.subject.clone()),
        delegation: Some(about.delegation),
        ..deps.event(ctx, deps.clock.now(), Actor::Unknown, ACTION)
    };
    let refused = event.refused([Reason::DelegationEnded]);
    match deps.audit.record(refused).await {
        Ok(()) => OpenAccountError::NotOpen,
        Err(error) => error.into(),
    }
}
