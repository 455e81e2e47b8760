//! The mails of the demo, as their readers would see them. Nowhere else are mails kept.

use crate::{
    mail::words_of,
    operations::{notices::deliver_mail::deliver_mail, prelude::*},
};

/// One mail that went out.
#[derive(Clone, Debug, serde::Serialize)]
pub struct OutboxMail {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub at: domain::Timestamp,
}

const LIMIT: u64 = 200;

/// Newest first; `None` where mails are not kept. What waits is delivered first, so that nobody has to wait for it.
pub async fn list_outbox(deps: &Deps) -> Result<Option<Vec<OutboxMail>>, StoreError> {
    if !deps.config.keeps_mail() {
        return Ok(None);
    }
    deliver_mail(deps).await?;
    let letters = deps.store.read().notices().sent(LIMIT).await?;
    let mails = letters.iter().map(|letter| {
        let words = words_of(letter, &deps.config);
        OutboxMail {
            id: letter.id.to_string(),
            to: letter.to.as_str().to_owned(),
            subject: words.subject,
            text: words.text,
            at: letter.told_at,
        }
    });
    Ok(Some(mails.collect()))
}
