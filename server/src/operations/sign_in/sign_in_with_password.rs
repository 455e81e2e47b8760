//! Signs in with a password. Every answer to a wrong attempt looks and costs the same.

use std::fmt;

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    audit::AnonymousRefusal,
    decision::Reason,
    person::{Email, Person},
};
use thiserror::Error;

pub use super::begin_session::SignedIn;
use super::{
    begin_session::{BeginSessionError, may_sign_in},
    commit_session::commit_session,
};
use crate::{
    audit::Unavailable,
    context::Context,
    operations::proof::{log_refused, sign_in_refused},
    passwords::{Password, PasswordError},
    rate_limits::LONGEST_ACCOUNT,
    state::Deps,
    store::{PasswordHash, StoreError},
};

/// What was typed into the form.
#[derive(Clone)]
pub struct Credentials {
    /// The address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Why nobody is signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// There is no such account, or it has another password: the person is not told which.
    #[error("wrong email address or password")]
    Refused,
    /// The rate limit of passwords for this account or client address is reached.
    #[error("rate limit: too many wrong passwords")]
    RateLimited,
    /// The password is right, and nothing but a passkey signs in this person.
    #[error("only a passkey signs in to this account")]
    PasskeyOnly,
    /// Staff locked the account, or the session could not be written.
    #[error(transparent)]
    Begin(#[from] BeginSessionError),
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

/// Signs in with a password: session and evidence (`sign-in`) are committed in one transaction. An unknown account
/// takes as long as a wrong password.
///
/// # Errors
/// [`SignInError`]; a wrong password commits its evidence.
pub async fn sign_in(
    deps: &Deps,
    ctx: Context,
    credentials: Credentials,
) -> Result<SignedIn, SignInError> {
    let now = deps.clock.now();
    if credentials.email.trim().len() > LONGEST_ACCOUNT {
        let reason = AnonymousRefusal::UnknownAccount;
        deps.refusals.count(now, None, reason);
        return Err(SignInError::Refused);
    }
    // Before the queue for hashing, or a hundred that wait there would all be within the limit.
    let limits = &deps.rate_limits;
    let taken = limits.try_acquire(&credentials.email, ctx, now).await?;
    let Some(taken) = taken else {
        log_refused(deps, ctx, "password", "rate limit");
        return Err(SignInError::RateLimited);
    };
    let sign_in = limits.try_sign_in(&credentials.email, now).await?;
    let sign_in = sign_in.ok_or(SignInError::RateLimited)?;
    let known = find(deps, &credentials.email).await?;
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let password = Password::new(credentials.password);
    let right = deps.passwords.is_right(password, hash).await?;
    let person = known.map(|(person, _)| person);
    let Some(person) = person.clone().filter(|_| right) else {
        deps.rate_limits.give_back(sign_in).await?;
        let why = person
            .as_ref()
            .map_or("unknown account", |_| "wrong password");
        log_refused(deps, ctx, "password", why);
        match &person {
            Some(person) => {
                let event = sign_in_refused(deps, ctx, now, person, None);
                deps.audit.record(event).await?;
            }
            None => deps
                .refusals
                .count(now, None, AnonymousRefusal::UnknownAccount),
        }
        return Err(SignInError::Refused);
    };
    deps.rate_limits.succeeded(taken).await?;
    begin(deps, ctx, person, now).await
}

async fn find(deps: &Deps, email: &str) -> Result<Option<(Person, PasswordHash)>, StoreError> {
    match Email::kept(email) {
        Ok(email) => deps.store.read().people().find_by_email(&email).await,
        Err(_) => Ok(None),
    }
}

async fn begin(
    deps: &Deps,
    ctx: Context,
    person: Person,
    now: Timestamp,
) -> Result<SignedIn, SignInError> {
    let assurance = Assurance {
        method: AuthenticationMethod::Password,
        authenticated_at: now,
    };
    let tx = deps.store.begin().await?;
    if !may_sign_in(deps, &tx, &person, assurance, false).await? {
        drop(tx);
        let reason = Some(Reason::StepUpRequired);
        let event = sign_in_refused(deps, ctx, now, &person, reason);
        deps.audit.record(event).await?;
        return Err(SignInError::PasskeyOnly);
    }
    Ok(commit_session(deps, tx, ctx, person, assurance, now).await?)
}
