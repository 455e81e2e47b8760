//! Checks the codes of a recovery: the mailed one first, then, where there is a passkey and no time to wait, one from
//! paper. Each wrong one counts, and each check takes as long whether or not there is an account.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    decision::Reason,
    notice::{NoticeFacts, NoticeKind},
    person::Person,
    recovery::{Recovery, Step},
};
use thiserror::Error;

use super::{
    code::TypedCode,
    paper_code::{PaperCodeError, digests_of},
};
use crate::{
    operations::{
        prelude::*,
        proof::{about, log_refused},
    },
    passwords::PasswordError,
    secret::{Digest, Secret},
};

/// Why a recovery does not go on.
#[derive(Debug, Error)]
pub enum CheckRecoveryError {
    /// The code is wrong. The person is not told which code, nor whether there is an account.
    #[error("wrong recovery code")]
    Wrong,
    /// It was used or stopped, had too many wrong codes, or expired.
    #[error("the recovery has ended or expired")]
    Over,
    /// The code could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PaperCodeError> for CheckRecoveryError {
    fn from(error: PaperCodeError) -> Self {
        match error {
            PaperCodeError::Password(error) => error.into(),
            PaperCodeError::Store(error) => error.into(),
        }
    }
}

/// Returns what the recovery of this browser needs next; [`Step::Over`] without one.
pub async fn find_recovery(deps: &Deps, secret: &Secret) -> Result<Step, StoreError> {
    let now = deps.clock.now();
    let found = deps
        .store
        .read()
        .recoveries()
        .find(&secret.digest())
        .await?;
    Ok(found.map_or(Step::Over, |attempt| attempt.step(now)))
}

/// Checks a typed code against what the recovery needs next. Returns what it needs then.
///
/// # Errors
/// [`CheckRecoveryError`]; a wrong code is counted.
pub async fn check_recovery(
    deps: &Deps,
    ctx: Context,
    secret: &Secret,
    typed: &str,
) -> Result<Step, CheckRecoveryError> {
    let now = deps.clock.now();
    let code = TypedCode::read(typed);
    let digests = paper_digests(deps, secret, code.as_ref(), now).await?;
    let tx = deps.store.begin().await?;
    let found = tx.recoveries().lock(&secret.digest()).await?;
    let (attempt, kept) = found.ok_or(CheckRecoveryError::Over)?;
    let person = match attempt.person {
        Some(person) => tx.people().find(person).await?,
        None => None,
    };
    let step = attempt.step(now);
    let right = match (step, code, &person) {
        (Step::MailedCode, Some(code), Some(_)) => is_mailed(&attempt, &code, secret, &kept),
        (Step::Wait { .. }, Some(_), Some(person)) => {
            tx.codes().use_paper(person.id, &digests, now).await?
        }
        (Step::MailedCode | Step::Wait { .. }, ..) => false,
        (Step::NewPassword | Step::Over, ..) => return Err(CheckRecoveryError::Over),
    };
    let next = match (right, person) {
        (true, Some(person)) => further(deps, &tx, ctx, attempt, &person, now).await?,
        (_, person) => {
            log_refused(deps, ctx, "recovery", "wrong code");
            let wrong = attempt.code_wrong();
            match person {
                Some(person) => tx.audit(refused(deps, ctx, person, now)).await?,
                None => deps
                    .refusals
                    .count(now, None, AnonymousRefusal::UnknownAccount),
            }
            wrong
        }
    };
    tx.recoveries().save(&next).await?;
    tx.commit().await?;
    match (right, next.step(now)) {
        (true, step) => Ok(step),
        (false, Step::Over) => Err(CheckRecoveryError::Over),
        (false, _) => Err(CheckRecoveryError::Wrong),
    }
}

/// The digests of a typed paper code, where one is asked for. Only an attempt whose mailed code was right gets that far,
/// so the time that they take tells a guesser nothing.
async fn paper_digests(
    deps: &Deps,
    secret: &Secret,
    code: Option<&TypedCode>,
    now: Timestamp,
) -> Result<Vec<Digest>, CheckRecoveryError> {
    let reader = deps.store.read();
    let attempt = reader.recoveries().find(&secret.digest()).await?;
    let waits = attempt.filter(|attempt| matches!(attempt.step(now), Step::Wait { .. }));
    match (waits.and_then(|attempt| attempt.person), code) {
        (Some(person), Some(code)) => Ok(digests_of(deps, person, code).await?),
        _ => Ok(Vec::new()),
    }
}

fn is_mailed(attempt: &Recovery, code: &TypedCode, secret: &Secret, kept: &Digest) -> bool {
    code.digest_for(attempt.id.uuid(), secret.expose()) == *kept
}

/// Saves a valid code with its evidence. Where the mail alone has to wait, the account holder gets a notice.
async fn further(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    attempt: Recovery,
    person: &Person,
    now: Timestamp,
) -> Result<Recovery, StoreError> {
    tx.audit(about(deps, ctx, now, person, AuditAction::IdentityProved))
        .await?;
    if attempt.mail.is_some() {
        return Ok(attempt.paper_code_right(now));
    }
    let keys = tx.passkeys().list_of(person.id).await?;
    let is_delayed = keys.iter().any(|key| key.passkey.delays_recovery(now));
    let next = attempt.mailed_code_right(is_delayed, now);
    if let Step::Wait { until } = next.step(now) {
        let facts = NoticeFacts {
            at: Some(until),
            ..NoticeFacts::default()
        };
        let (kind, key) = (NoticeKind::AccountRecovered, next.id);
        let notice = deps.notice(now, person.id, kind, key, facts);
        tx.notices().insert(&notice).await?;
    }
    Ok(next)
}

fn refused(deps: &Deps, ctx: Context, person: Person, now: Timestamp) -> AuditEvent {
    AuditEvent {
        subject: person.patient,
        ..deps.event(ctx, now, Actor::Unknown, AuditAction::IdentityProved)
    }
    .refused([Reason::StepUpRequired])
}
