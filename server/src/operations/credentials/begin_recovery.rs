//! Somebody says that they cannot get in: a code goes to the address, if it is the address of an account. Whoever asks
//! learns nothing of that: the answer, and what is written down, are the same for every address.

use domain::{
    Timestamp,
    notice::{Notice, NoticeFacts, NoticeKind},
    person::{Email, Person},
    recovery::Recovery,
};
use thiserror::Error;

use super::code::TypedCode;
use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

#[derive(Debug, Error)]
pub enum BeginRecoveryError {
    /// For every address alike, known or not.
    #[error("too many codes were asked for in a short time")]
    TooManyTries,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the browser holds of the attempt from now on.
pub async fn begin_recovery(
    deps: &Deps,
    ctx: Context,
    email: &str,
) -> Result<Secret, BeginRecoveryError> {
    let now = deps.clock.now();
    let account = email.trim().to_ascii_lowercase();
    if !deps.rate_limits.try_recovery(&account, ctx, now) {
        return Err(BeginRecoveryError::TooManyTries);
    }
    // Nobody has such an address; what cannot be one is looked up all the same.
    let email = Email::parse(email).or_else(|_| Email::parse("nobody@invalid"));
    let email = email.expect("a literal address is one");
    let tx = deps.store.begin().await?;
    let known = tx.people().find_by_email(&email).await?;
    let person = known.map(|(person, _)| person);
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
