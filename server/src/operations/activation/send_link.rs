//! The mail that carries the link of an activation.

use domain::{
    Timestamp,
    activation::Activation,
    notice::{Notice, NoticeFacts, NoticeKind, Recipient},
    person::Email,
};

use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// Puts a mail with a new link into the outbox. Returns what the link is stored as.
pub(super) async fn send_link(
    deps: &Deps,
    tx: &Tx,
    activation: &Activation,
    email: &Email,
    now: Timestamp,
) -> Result<Secret, StoreError> {
    let secret = deps.secret(SecretKind::Activation);
    let (id, kind) = (deps.new_id(now), NoticeKind::Activation);
    let notice = Notice {
        id,
        to: Recipient::Address {
            email: email.clone(),
            language: activation.language,
        },
        kind,
        facts: NoticeFacts {
            at: Some(activation.expires_at()),
            ..NoticeFacts::default()
        },
        secret: Some(format!(
            "{}/activate/{}",
            deps.config.issuer(),
            secret.expose()
        )),
        // Each link is news of its own.
        key: format!("{} {} {id}", kind.key(), activation.id),
        created_at: now,
    };
    tx.notices().insert(&notice).await?;
    Ok(secret)
}
