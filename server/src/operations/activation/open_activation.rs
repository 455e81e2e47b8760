//! Opens an activation in one browser: a link or a code, with the answer to the hospital's question. Every refusal says the
//! same, whether there is such an activation or not.

use domain::{
    activation::{Activation, TypedAnswer},
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    decision::Reason,
};
use thiserror::Error;

use super::{about::about, letter_code::kept_as};
use crate::{
    operations::{credentials::code::TypedCode, prelude::*, source_keys::SourceKeyError},
    secret::{Digest, Secret, SecretKind},
    store::ActivationKey,
};

/// Why an activation does not open.
#[derive(Debug, Error)]
pub enum OpenActivationError {
    /// There is no such activation, it is over, or the answer is wrong: the person is not told which.
    #[error("unknown, used or expired activation, or a wrong answer")]
    Refused,
    /// The rate limit for this link or code, or for this client address, is reached.
    #[error("rate limit: too many answers")]
    RateLimited,
    /// A key for the codes of letters cannot be read.
    #[error(transparent)]
    Key(#[from] SourceKeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What somebody presents: a link, if there is one, and otherwise what they typed as the code.
#[derive(Clone, Copy, Debug)]
pub enum Presented<'t> {
    /// The secret of a link.
    Link(&'t str),
    /// The code of a letter, as typed.
    Code(&'t str),
}

impl Presented<'_> {
    /// What tries are counted for: what was presented, so that nobody shuts out anybody else.
    fn limited(self) -> String {
        let (Self::Link(text) | Self::Code(text)) = self;
        format!("activation {}", Digest::of(text.as_bytes()).hex())
    }

    /// What it may be kept as.
    async fn keys(self, deps: &Deps, tx: &Tx) -> Result<Vec<ActivationKey>, SourceKeyError> {
        Ok(match self {
            Self::Link(text) => Secret::parse(SecretKind::Activation, text)
                .map(|secret| ActivationKey::Link(secret.digest()))
                .into_iter()
                .collect(),
            Self::Code(typed) => match TypedCode::read(typed) {
                Some(code) => kept_as(deps, tx, &code, deps.clock.now()).await?,
                None => Vec::new(),
            },
        })
    }
}

/// Opens an activation for 30 minutes, with the evidence (`activation-answered`) in the same transaction. Returns the
/// secret for the browser's cookie.
///
/// # Errors
/// [`OpenActivationError`]; a wrong answer is counted and commits its evidence.
pub async fn open_activation(
    deps: &Deps,
    ctx: Context,
    presented: Presented<'_>,
    typed: &TypedAnswer,
) -> Result<Secret, OpenActivationError> {
    let now = deps.clock.now();
    let limits = &deps.rate_limits;
    let taken = limits.try_acquire(&presented.limited(), ctx, now).await?;
    let taken = taken.ok_or(OpenActivationError::RateLimited)?;
    let tx = deps.store.begin().await?;
    let Some((found, key)) = lock(deps, &tx, presented).await? else {
        let nobodys = AnonymousRefusal::UnknownAccount;
        deps.refusals.count(now, None, nobodys);
        return Err(OpenActivationError::Refused);
    };
    let event = deps.event(ctx, now, Actor::Unknown, AuditAction::ActivationAnswered);
    let event = about(event, &found);
    if found.require_waiting(now).is_err() || !is_right(deps, &tx, &found, typed).await? {
        refuse(&tx, found, event).await?;
        tx.commit().await?;
        return Err(OpenActivationError::Refused);
    }
    let secret = deps.secret(SecretKind::Activation);
    let opened = found.answered_right(key.opens_by(), now);
    tx.activations()
        .save(&opened, Some(&secret.digest()))
        .await?;
    tx.audit(event).await?;
    tx.commit().await?;
    limits.succeeded(taken).await?;
    Ok(secret)
}

/// Returns the activation that it opens, under a row lock, with what it is kept as.
async fn lock(
    deps: &Deps,
    tx: &Tx,
    presented: Presented<'_>,
) -> Result<Option<(Activation, ActivationKey)>, OpenActivationError> {
    for key in presented.keys(deps, tx).await? {
        if let Some(found) = tx.activations().lock(key).await? {
            return Ok(Some((found, key)));
        }
    }
    Ok(None)
}

async fn is_right(
    deps: &Deps,
    tx: &Tx,
    activation: &Activation,
    typed: &TypedAnswer,
) -> Result<bool, StoreError> {
    let question = deps.config.activation_question;
    let known = tx
        .people()
        .known_answer(&activation.patient, question)
        .await?;
    Ok(known.is_some_and(|known| known.is_typed(typed)))
}

/// Counts a wrong answer while it can still be answered, and writes down the refusal.
async fn refuse(tx: &Tx, found: Activation, event: AuditEvent) -> Result<(), StoreError> {
    if found.require_waiting(event.at).is_ok() {
        let wrong = found.answered_wrong();
        tx.activations().save(&wrong, None).await?;
    }
    tx.audit(event.refused([Reason::StepUpRequired])).await
}
