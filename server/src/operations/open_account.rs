//! Somebody who was invited to help and has no account opens one. The link came to their mailbox, so the account is for
//! that address and no other. Whether they help is asked afterwards.

use std::fmt;

use domain::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::Invitation,
    language::Language,
    password::WeakPassword,
    person::{Email, Person},
};
use thiserror::Error;

pub use super::begin_session::SignedIn;
use super::{
    begin_session::begin_session,
    invitation_link::{event, presented},
    prelude::*,
};
use crate::{
    audit::Unavailable,
    passwords::{Password, PasswordError},
};

/// Who an account can be opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub email: Email,
    /// As the patient calls them.
    pub name: String,
    /// Who asks for help, by name.
    pub subject: String,
}

/// What was typed into the form.
#[derive(Clone)]
pub struct OpenAccount {
    /// The link as it was presented.
    pub link: String,
    pub name: String,
    pub password: Password,
    pub language: Language,
}

impl fmt::Debug for OpenAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenAccount(…)")
    }
}

#[derive(Debug, Error)]
pub enum OpenAccountError {
    /// Used, expired, taken back, or never sent: nobody is told which.
    #[error("the link opens nothing")]
    NotOpen,
    /// Told to whoever holds the link only: they read the mail of that address.
    #[error("there is an account with that address")]
    Taken,
    #[error("a person needs a name")]
    NoName,
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// The longest name that a person can be called by.
const LONGEST_NAME: usize = 60;
const ACTION: AuditAction = AuditAction::AccountOpened;

/// For whom this link opens an account.
pub async fn find_invited(
    deps: &Deps,
    ctx: Context,
    link: &str,
) -> Result<Invited, OpenAccountError> {
    let invitation = waiting(deps, ctx, link).await?;
    let reader = deps.store.read();
    let known = reader.people().find_by_email(&invitation.email).await?;
    if known.is_some() {
        return Err(OpenAccountError::Taken);
    }
    let subject = reader.people().name_of_patient(&invitation.subject).await?;
    Ok(Invited {
        email: invitation.email,
        name: invitation.name,
        subject: subject.unwrap_or_default(),
    })
}

pub async fn open_account(
    deps: &Deps,
    ctx: Context,
    open: OpenAccount,
) -> Result<SignedIn, OpenAccountError> {
    let now = deps.clock.now();
    // Before the queue for hashing: only who holds a link gets there.
    let invitation = waiting(deps, ctx, &open.link).await?;
    let person = Person {
        id: deps.new_id(now),
        email: invitation.email.clone(),
        name: name(&open.name)?,
        language: open.language,
        patient: None,
        role: None,
        created_at: now,
    };
    open.password.check(&person)?;
    let hash = deps.passwords.hash(open.password, &*deps.entropy).await?;
    let tx = deps.store.begin().await?;
    // It may have been taken back while the password was hashed.
    let found = tx.invitations().lock(invitation.id).await?;
    let Some(invitation) = found.filter(|found| found.require_waiting(now).is_ok()) else {
        drop(tx);
        return Err(refuse(deps, ctx, Some(&invitation)).await);
    };
    match tx.people().insert(&person, &hash).await {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => return Err(OpenAccountError::Taken),
        Err(error) => return Err(error.into()),
    }
    tx.audit(event(deps, ctx, now, person.id, Some(&invitation), ACTION))
        .await?;
    let signed_in = begin_session(deps, &tx, ctx, person, by_password(now), now).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// What was set a moment ago counts as shown.
const fn by_password(now: Timestamp) -> Assurance {
    Assurance {
        method: AuthenticationMethod::Password,
        authenticated_at: now,
    }
}

fn name(typed: &str) -> Result<String, OpenAccountError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if name.is_empty() || !fits {
        return Err(OpenAccountError::NoName);
    }
    Ok(name)
}

/// The invitation of this link, if it waits for an answer.
async fn waiting(deps: &Deps, ctx: Context, link: &str) -> Result<Invitation, OpenAccountError> {
    let found = match presented(link) {
        Some(secret) => {
            let reader = deps.store.read();
            reader
                .invitations()
                .find_by_secret(&secret.digest())
                .await?
        }
        None => None,
    };
    match found {
        Some(found) if found.require_waiting(deps.clock.now()).is_ok() => Ok(found),
        found => Err(refuse(deps, ctx, found.as_ref()).await),
    }
}

/// Commits the evidence of a refusal and says the one thing that is said of all of them. A link that was never sent is
/// told to the log alone: nobody has to sign in here, and guesses must not fill the evidence.
async fn refuse(deps: &Deps, ctx: Context, about: Option<&Invitation>) -> OpenAccountError {
    let Some(about) = about else {
        tracing::info!("a link opens no account: it was never sent");
        return OpenAccountError::NotOpen;
    };
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
