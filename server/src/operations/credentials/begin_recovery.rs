//! Begins account recovery: a code is mailed if an account has the address. The response and the evidence are the same
//! for every address, so nobody learns which have accounts.

use domain::{
    Timestamp,
    notice::{Notice, NoticeFacts, NoticeKind},
    person::{Email, Person},
    recovery::Recovery,
};
use thiserror::Error;

use super::code::TypedCode;
use crate::{
    operations::{prelude::*, proof::log_refused},
    secret::{Secret, SecretKind},
};

/// Why no recovery begins.
#[derive(Debug, Error)]
pub enum BeginRecoveryError {
    /// The rate limit of mailed codes for this address is reached, whether an account has it or not.
    #[error("rate limit: too many recovery codes requested")]
    RateLimited,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins an account recovery, and mails a code if an account has the address and is not locked. Returns the secret for the
/// browser's cookie.
pub async fn begin_recovery(
    deps: &Deps,
    ctx: Context,
    email: &str,
) -> Result<Secret, BeginRecoveryError> {
    let now = deps.clock.now();
    if !deps.rate_limits.try_recovery(email, ctx, now).await? {
        log_refused(deps, ctx, "recovery", "rate limit");
        return Err(BeginRecoveryError::RateLimited);
    }
    // No account has such an address; a text that cannot be one is looked up all the same, in the same time.
    let email = Email::kept(email).or_else(|_| Email::kept("nobody@invalid"));
    let email = email.expect("a literal address is one");
    let tx = deps.store.begin().await?;
    let known = tx.people().find_by_email(&email).await?;
    let mut person = known.map(|(person, _)| person);
    if let Some(known) = &person
        && tx.people().lock_sign_in(known.id).await?.is_some()
    {
        // Staff locked the account: nobody sets a password for the day that it is opened again.
        person = None;
    }
    let secret = deps.secret(SecretKind::Recovery);
    let code = TypedCode::new_mailed(&*deps.entropy);
    let attempt = Recovery::begin(deps.new_id(now), person.as_ref().map(|one| one.id), now);
    let kept = code.digest_for(attempt.id.uuid(), secret.expose());
    tx.recoveries()
        .insert(&attempt, &secret.digest(), &kept)
        .await?;
    if let Some(person) = person {
        let mail = mail(deps, &person, &attempt, &code, now);
        tx.notices().insert(&mail).await?;
    }
    tx.commit().await?;
    Ok(secret)
}

fn mail(
    deps: &Deps,
    person: &Person,
    attempt: &Recovery,
    code: &TypedCode,
    now: Timestamp,
) -> Notice {
    let (kind, facts) = (NoticeKind::SignInCode, NoticeFacts::default());
    Notice {
        secret: Some(code.spoken()),
        ..deps.notice(now, person.id, kind, attempt.id, facts)
    }
}
