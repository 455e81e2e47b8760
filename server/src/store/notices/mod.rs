//! Notices, each written once.

use domain::notice::{MailState, Notice, Recipient};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict};

mod mails;
mod told;

pub use mails::WaitingMail;
pub use told::ToldNotice;

use super::{
    StoreError,
    entity::notice::{Column, Entity, Model},
};

const TABLE: &str = "notice";

/// The tables of notices and of the mails that people turned off.
pub struct Notices<'c, C>(pub(super) &'c C);

impl Notices<'_, DatabaseTransaction> {
    /// Adds a notice to the list and to the outbox. Does nothing if one with the same key exists.
    pub async fn insert(&self, notice: &Notice) -> Result<(), StoreError> {
        let (person, address, language) = match &notice.to {
            Recipient::Person(person) => (Some(person.uuid()), None, None),
            Recipient::Address { email, language } => (
                None,
                Some(email.as_str().to_owned()),
                Some(language.key().to_owned()),
            ),
        };
        let created_at = notice.created_at.timestamp_millis();
        let row = Model {
            id: notice.id.uuid(),
            key: notice.key.clone(),
            person,
            address,
            language,
            kind: notice.kind.key().to_owned(),
            facts: serde_json::to_string(&notice.facts).expect("facts are names, dates and ids"),
            secret: notice.secret.clone(),
            created_at,
            read_at: None,
            mail_state: MailState::Waiting.key().to_owned(),
            tries: 0,
            next_try_at: created_at,
            sent_at: None,
        };
        Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(Column::Key).do_nothing().to_owned())
            .exec_without_returning(self.0)
            .await?;
        Ok(())
    }
}
