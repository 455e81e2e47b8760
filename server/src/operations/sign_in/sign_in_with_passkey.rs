//! Signs in with a passkey: the assertion says whose it is, and that the user was verified.

use domain::{
    Timestamp, audit::AnonymousRefusal, decision::Reason, ids::CeremonyId, person::Person,
};
use thiserror::Error;

use super::{
    begin_session::{BeginSessionError, SignedIn, may_sign_in},
    commit_session::commit_session,
};
use crate::{
    audit::Unavailable,
    operations::{
        credentials::webauthn_challenge::{AssertionError, verify_assertion},
        prelude::*,
        proof::{log_refused, sign_in_refused},
    },
    passkeys::{Assertion, PasskeyError},
    store::CeremonyPurpose,
};

/// Why nobody is signed in.
#[derive(Debug, Error)]
pub enum PasskeySignInError {
    /// No account has this credential any more: the browser may forget it (WebAuthn Level 3 §5.1.10
    /// `signalUnknownCredential`).
    #[error("unknown passkey")]
    Unknown,
    /// The assertion cannot be verified. The person is not told which part of it is wrong.
    #[error("WebAuthn response refused")]
    Refused,
    /// Only passkeys of full worth sign in this person, and this one has to wait for that.
    #[error("the passkey is too new to sign in to this account")]
    TooNew,
    /// Staff locked the account, or the session could not be written.
    #[error(transparent)]
    Begin(#[from] BeginSessionError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// Signs in with an assertion: the challenge is consumed, and session, signature counter and evidence (`sign-in`) are
/// committed in one transaction. `answer` is an `AuthenticationResponseJSON`.
///
/// # Errors
/// [`PasskeySignInError`]; a refusal commits its evidence.
pub async fn sign_in_with_passkey(
    deps: &Deps,
    ctx: Context,
    ceremony: CeremonyId,
    answer: &str,
) -> Result<SignedIn, PasskeySignInError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let taken = tx.ceremonies().take(ceremony).await?;
    let asked = taken.filter(|taken| taken.purpose == CeremonyPurpose::SignIn);
    let (Some(asked), Ok(answer)) = (asked, Assertion::read(answer)) else {
        // A question that was asked for something else stays.
        drop(tx);
        return refuse(deps, ctx, now, None, None, PasskeySignInError::Refused).await;
    };
    let key = match verify_assertion(deps, &tx, &asked, &answer, now).await? {
        // Without a name beside it, the key itself must say whose it is (WebAuthn Level 3 §7.2 step 6).
        Ok(key) if answer.person().is_some() => key,
        Ok(key) => {
            drop(tx);
            let person = deps.store.read().people().find(key.passkey.person).await?;
            return refuse(deps, ctx, now, person, None, PasskeySignInError::Refused).await;
        }
        Err(wrong) => {
            tx.commit().await?;
            return wrong_key(deps, ctx, now, wrong, now >= asked.expires_at).await;
        }
    };
    let person = tx.people().find(key.passkey.person).await?;
    let person = person.ok_or(PasskeySignInError::Refused)?;
    let assurance = key.passkey.assurance(now);
    if !may_sign_in(deps, &tx, &person, assurance, false).await? {
        // The key is too young where only passkeys sign in.
        tx.commit().await?;
        let (reason, error) = (Reason::StepUpRequired, PasskeySignInError::TooNew);
        return refuse(deps, ctx, now, Some(person), Some(reason), error).await;
    }
    Ok(commit_session(deps, tx, ctx, person, assurance, now).await?)
}

async fn wrong_key(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    wrong: AssertionError,
    late: bool,
) -> Result<SignedIn, PasskeySignInError> {
    let Some(key) = wrong.named else {
        let error = if late {
            PasskeySignInError::Refused
        } else {
            PasskeySignInError::Unknown
        };
        return refuse(deps, ctx, now, None, None, error).await;
    };
    let person = deps.store.read().people().find(key.passkey.person).await?;
    let copied = matches!(wrong.error, Some(PasskeyError::Copied));
    let reason = copied.then_some(Reason::PasskeyCopied);
    refuse(deps, ctx, now, person, reason, PasskeySignInError::Refused).await
}

async fn refuse(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: Option<Person>,
    reason: Option<Reason>,
    error: PasskeySignInError,
) -> Result<SignedIn, PasskeySignInError> {
    log_refused(deps, ctx, "passkey", &error.to_string());
    match &person {
        Some(person) => {
            let event = sign_in_refused(deps, ctx, now, person, reason);
            deps.audit.record(event).await?;
        }
        None => deps
            .refusals
            .count(now, None, AnonymousRefusal::UnknownAccount),
    }
    Err(error)
}
