//! Takes the attempt that a callback of the provider belongs to: begun by this browser, and not used yet.

use domain::{
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    decision::Reason,
    ids::PersonId,
    upstream::UpstreamAttempt,
};
use thiserror::Error;

use crate::{
    audit::Unavailable,
    operations::{prelude::*, proof::log_refused},
    secret::Secret,
};

/// Why a callback is refused.
#[derive(Debug, Error)]
pub enum AnswerError {
    /// No pending attempt of this browser has this `state`: unknown, used, expired or of another browser.
    #[error("no upstream sign-in was started by this browser")]
    NotAsked,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// Removes the attempt that a callback belongs to, and returns it. A second callback finds nothing.
///
/// # Errors
/// [`AnswerError::NotAsked`], with its evidence committed.
pub async fn take_upstream_answer(
    deps: &Deps,
    ctx: Context,
    state: Option<&Secret>,
    browser: Option<&Secret>,
) -> Result<UpstreamAttempt, AnswerError> {
    let now = deps.clock.now();
    let found = match state {
        Some(state) => {
            let tx = deps.store.begin().await?;
            let found = tx.upstream().take_away(&state.digest()).await?;
            tx.commit().await?;
            found
        }
        None => None,
    };
    let own = found.and_then(|(began, attempt)| {
        let same = browser.is_some_and(|browser| browser.digest() == began);
        (same && attempt.is_live(now)).then_some(attempt)
    });
    match own {
        Some(attempt) => Ok(attempt),
        None => {
            refuse_upstream(deps, ctx, None).await?;
            Err(AnswerError::NotAsked)
        }
    }
}

/// Commits the evidence of a callback that signs nobody in. `person` is who wanted to link the identity; without one it is
/// only counted.
pub async fn refuse_upstream(
    deps: &Deps,
    ctx: Context,
    person: Option<PersonId>,
) -> Result<(), AnswerError> {
    let now = deps.clock.now();
    log_refused(deps, ctx, "upstream", "callback refused");
    let known = match person {
        Some(person) => deps.store.read().people().find(person).await?,
        None => None,
    };
    let Some(person) = known else {
        deps.refusals
            .count(now, None, AnonymousRefusal::UnknownAccount);
        return Ok(());
    };
    let event = AuditEvent {
        subject: person.patient.clone(),
        ..deps.event(ctx, now, person.actor(), AuditAction::UpstreamLinked)
    };
    let refused = event.refused([Reason::RoleNotAllowed]);
    Ok(deps.audit.record(refused).await?)
}
