//! Sends the mails that are due. Each is claimed for one attempt by one node; what fails is tried again later, and
//! given up after a day.
//!
//! A node that dies between a mail server's acceptance and our note of it sends again, with the same `Message-ID`: mail
//! that guards an account must not get lost.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    notice::{Mail, MailState, retry_after},
};
use thiserror::Error;

use crate::{
    config::MailSetting,
    mail::{MessageError, SendError, message, send},
    metrics::MailAttempt,
    operations::{delegation_notice::is_hushed, prelude::*},
    store::WaitingMail,
};

/// How many mails are read from the outbox at once.
const BATCH: u64 = 50;
/// How long the last attempt may take.
const LAST_TRY: TimeDelta = TimeDelta::minutes(1);

/// Why one attempt to send a mail failed.
#[derive(Debug, Error)]
enum DeliverError {
    #[error(transparent)]
    Message(#[from] MessageError),
    #[error(transparent)]
    Send(#[from] SendError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends the mails that are due. Returns how many were sent.
pub async fn deliver_mail(deps: &Deps) -> Result<u64, StoreError> {
    let mut left = 0;
    let due = deps.clock.now();
    for mail in deps.store.read().notices().waiting(due, BATCH).await? {
        // A try lasts from when it begins: those before it may have taken long.
        let now = deps.clock.now();
        let last = retry_after(mail.tries + 1);
        if !take(deps, mail, now + last.unwrap_or(LAST_TRY)).await? {
            continue;
        }
        match deliver(deps, mail, now).await {
            Ok(state) => {
                left += u64::from(state == MailState::Sent);
                deps.metrics.mailed(ended(state));
            }
            Err(error) => {
                tell_log(mail, &error);
                if last.is_none() {
                    settle(deps, mail, MailState::Failed).await?;
                    deps.metrics.mailed(MailAttempt::Failed);
                } else {
                    deps.metrics.mailed(MailAttempt::Deferred);
                }
            }
        }
    }
    Ok(left)
}

const fn ended(state: MailState) -> MailAttempt {
    match state {
        MailState::Sent => MailAttempt::Sent,
        MailState::Off => MailAttempt::Off,
        MailState::Waiting => MailAttempt::Deferred,
        MailState::Failed => MailAttempt::Failed,
    }
}

fn tell_log(mail: WaitingMail, error: &DeliverError) {
    let error = error as &dyn std::error::Error;
    tracing::warn!(notice = %mail.id, tries = mail.tries + 1, error, "mail could not be sent");
}

async fn take(deps: &Deps, mail: WaitingMail, until: Timestamp) -> Result<bool, StoreError> {
    let tx = deps.store.begin().await?;
    let ours = tx.notices().take(mail, until).await?;
    tx.commit().await?;
    Ok(ours)
}

async fn deliver(
    deps: &Deps,
    waiting: WaitingMail,
    now: Timestamp,
) -> Result<MailState, DeliverError> {
    let state = match deps.store.read().notices().mail(waiting.id).await? {
        Some(mail) if is_wanted(deps, &mail).await? => {
            if is_too_late(&mail, waiting, now) {
                MailState::Failed
            } else {
                leave(deps, &mail).await?
            }
        }
        _ => MailState::Off,
    };
    settle(deps, waiting, state).await?;
    Ok(state)
}

/// Whether every attempt has failed, or the mail is older than it is good for.
fn is_too_late(mail: &Mail, waiting: WaitingMail, now: Timestamp) -> bool {
    let over = waiting.tries > 0 && retry_after(waiting.tries).is_none();
    over || now - mail.told_at > mail.kind.mail_is_good_for()
}

/// Whether the reader lets this mail come: what guards the account always does.
async fn is_wanted(deps: &Deps, mail: &Mail) -> Result<bool, StoreError> {
    let Some(person) = mail.person.filter(|_| !mail.kind.is_always_sent()) else {
        return Ok(true);
    };
    let turned_off = deps.store.read().notices().turned_off(person).await?;
    Ok(!turned_off.contains(&mail.kind) && !is_hushed(deps, person, &mail.facts).await?)
}

async fn leave(deps: &Deps, mail: &Mail) -> Result<MailState, DeliverError> {
    match &deps.config.mail {
        MailSetting::Smtp(relay) => {
            send(relay, message(mail, &deps.config)?).await?;
            Ok(MailState::Sent)
        }
        MailSetting::Outbox if deps.config.keeps_mail() => Ok(MailState::Sent),
        MailSetting::Outbox => Ok(MailState::Off),
    }
}

async fn settle(deps: &Deps, mail: WaitingMail, state: MailState) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    let keep_secret = state == MailState::Sent && deps.config.keeps_mail();
    let now = deps.clock.now();
    if !tx
        .notices()
        .settle(mail.id, state, now, keep_secret)
        .await?
    {
        tracing::warn!(notice = %mail.id, "mail was settled by another node meanwhile");
    }
    tx.commit().await
}
