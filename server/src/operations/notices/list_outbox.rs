//! The mails of the demo, as their recipients would see them. No other configuration keeps mails.

use crate::{
    mail::words_of,
    operations::{notices::deliver_mail::deliver_mail, prelude::*},
};

/// One mail that was sent.
#[derive(Clone, Debug, serde::Serialize)]
pub struct OutboxMail {
    /// The id of its notice.
    pub id: String,
    /// The address that it went to.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// When the notice was written.
    pub at: domain::Timestamp,
}

const LIMIT: u64 = 200;

/// Returns the mails of the demo, newest first; `None` where mails are not kept. Mails that are due are sent first.
pub async fn list_outbox(deps: &Deps) -> Result<Option<Vec<OutboxMail>>, StoreError> {
    if !deps.config.keeps_mail() {
        return Ok(None);
    }
    deliver_mail(deps).await?;
    let sent = deps.store.read().notices().sent(LIMIT).await?;
    let mails = sent.iter().map(|mail| {
        let words = words_of(mail, &deps.config);
        OutboxMail {
            id: mail.id.to_string(),
            to: mail.to.as_str().to_owned(),
            subject: words.subject,
            text: words.text,
            at: mail.told_at,
        }
    });
    Ok(Some(mails.collect()))
}
