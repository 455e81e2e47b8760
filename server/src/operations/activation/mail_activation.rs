//! Takes the address that whoever holds a letter typed: a new link goes there, and only that link leads on, so that nobody
//! begins an account with an address that is not theirs.

use domain::{
    notice::{NoticeFacts, NoticeKind},
    person::Email,
};
use thiserror::Error;

use super::send_link::send_link;
use crate::{operations::prelude::*, secret::Secret};

/// Why no mail is sent.
#[derive(Debug, Error)]
pub enum MailActivationError {
    /// This browser has no open activation.
    #[error("no activation is open in this browser")]
    NotOpen,
    /// The rate limit of mails for this activation is reached.
    #[error("rate limit: too many mails")]
    TooMany,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Mails a link to the typed address; address and mail are committed in one transaction. If an account has the address, its
/// holder is told instead, and the answer is the same.
pub async fn mail_activation(
    deps: &Deps,
    browser: &Secret,
    email: Email,
) -> Result<(), MailActivationError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let held = reader
        .activations()
        .find_by_browser(&browser.digest())
        .await?;
    let whose = held.ok_or(MailActivationError::NotOpen)?.person;
    if !deps.rate_limits.try_mail(whose, now).await? {
        return Err(MailActivationError::TooMany);
    }
    let tx = deps.store.begin().await?;
    let found = tx.activations().lock_by_browser(&browser.digest()).await?;
    let opened =
        found.filter(|found| found.require_open(now).is_ok() && found.usable_address().is_none());
    let activation = opened.ok_or(MailActivationError::NotOpen)?;
    if let Some((holder, _)) = tx.people().find_by_email(&email).await? {
        let (kind, key) = (NoticeKind::AddressInUse, activation.id);
        let notice = deps.notice(now, holder.id, kind, key, NoticeFacts::default());
        tx.notices().insert(&notice).await?;
        let closed = domain::activation::Activation {
            opened: None,
            ..activation
        };
        tx.activations().save(&closed, None).await?;
    } else {
        let link = send_link(deps, &tx, &activation, &email, now).await?;
        tx.activations()
            .save_link(activation.id, &link.digest())
            .await?;
        let addressed = activation.with_typed_address(email);
        tx.activations().save(&addressed, None).await?;
    }
    Ok(tx.commit().await?)
}
