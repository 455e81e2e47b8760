//! The outbox: which mails are due, which worker sends which, and how the attempt ended.

use domain::{
    Timestamp,
    ids::{NoticeId, PersonId},
    language::Language,
    notice::{MailState, NoticeFacts, NoticeKind},
    person::{Email, Person},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    super::{
        StoreError,
        delegations::Delegations,
        entity::{
            notice::{Column, Entity, Model},
            notice_setting,
        },
        error::Row,
        literal,
        people::People,
    },
    Notices, TABLE,
};

/// A mail that is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingMail {
    /// Its notice.
    pub id: NoticeId,
    /// How many attempts failed.
    pub tries: u32,
}

/// A notice with the recipient of its mail.
#[derive(Clone)]
pub struct Letter {
    /// The notice.
    pub id: NoticeId,
    /// Where the mail goes.
    pub to: Email,
    /// The name of the recipient; `None` for an address without an account.
    pub reader: Option<String>,
    /// The language of the mail.
    pub language: Language,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its sentence names.
    pub facts: NoticeFacts,
    /// The link or code that it carries.
    pub secret: Option<String>,
    /// When the notice was written.
    pub told_at: Timestamp,
    /// Whether the mail may go: not turned off by the recipient, and not held back by quiet mode.
    pub wanted: bool,
}

impl<C: ConnectionTrait> Notices<'_, C> {
    /// Returns mails that are due, the longest waiting first.
    pub async fn waiting(
        &self,
        now: Timestamp,
        limit: u64,
    ) -> Result<Vec<WaitingMail>, StoreError> {
        let rows: Vec<(Uuid, i64)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Tries])
            .filter(Expr::col(Column::MailState).eq(literal(MailState::Waiting.key())))
            .filter(Column::NextTryAt.lte(now.timestamp_millis()))
            .order_by_asc(Column::NextTryAt)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        let waiting = |(id, tries)| WaitingMail {
            id: NoticeId::from_uuid(id),
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// Returns a notice with its recipient; `None` if the notice or the recipient's account is gone.
    pub async fn letter(&self, id: NoticeId) -> Result<Option<Letter>, StoreError> {
        match Entity::find_by_id(id.uuid()).one(self.0).await? {
            Some(row) => self.addressed(row).await,
            None => Ok(None),
        }
    }

    /// Returns mails that were sent, newest first.
    pub async fn sent(&self, limit: u64) -> Result<Vec<Letter>, StoreError> {
        let rows = Entity::find()
            .filter(Column::MailState.eq(MailState::Sent.key()))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        let mut letters = Vec::with_capacity(rows.len());
        for row in rows {
            letters.extend(self.addressed(row).await?);
        }
        Ok(letters)
    }

    /// `None` if the recipient's account is gone.
    async fn addressed(&self, row: Model) -> Result<Option<Letter>, StoreError> {
        let kind = kind(&row)?;
        let reader = match row.person.map(PersonId::from_uuid) {
            None => None,
            Some(id) => match People(self.0).find(id).await? {
                None => return Ok(None),
                Some(person) => Some(person),
            },
        };
        let wanted = match &reader {
            Some(person) if !kind.is_always_sent() => {
                !self.is_turned_off(person.id, kind).await?
                    && !self.is_hushed(person.id, &row.facts).await?
            }
            _ => true,
        };
        letter(row, reader, wanted).map(Some)
    }

    /// Whether quiet mode holds it back: it goes to the other side of a delegation whose patient turned it on, perhaps
    /// after it was written.
    async fn is_hushed(&self, reader: PersonId, facts: &str) -> Result<bool, StoreError> {
        // What cannot be read is refused where the letter is made of it.
        let facts = serde_json::from_str::<NoticeFacts>(facts).unwrap_or_default();
        let Some(delegation) = facts.delegation else {
            return Ok(false);
        };
        let Some(delegation) = Delegations(self.0).find(delegation).await? else {
            return Ok(false);
        };
        let people = People(self.0);
        let patient = people.find_by_patient(&delegation.subject).await?;
        match patient.filter(|patient| patient.id != reader) {
            Some(patient) => people.quiet_mode(patient.id).await,
            None => Ok(false),
        }
    }

    async fn is_turned_off(&self, person: PersonId, kind: NoticeKind) -> Result<bool, StoreError> {
        let key = (person.uuid(), kind.key().to_owned());
        let found = notice_setting::Entity::find_by_id(key).one(self.0).await?;
        Ok(found.is_some())
    }
}

impl Notices<'_, DatabaseTransaction> {
    /// Claims a mail for one attempt: until `next_try_at` no other worker gets it. Returns whether it was claimed.
    pub async fn take(
        &self,
        mail: WaitingMail,
        next_try_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let taken = Entity::update_many()
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .col_expr(
                Column::NextTryAt,
                Expr::value(next_try_at.timestamp_millis()),
            )
            .filter(Column::Id.eq(mail.id.uuid()))
            .filter(Column::MailState.eq(MailState::Waiting.key()))
            .filter(Column::Tries.eq(i64::from(mail.tries)))
            .exec(self.0)
            .await?;
        Ok(taken.rows_affected == 1)
    }

    /// Saves the result of the last attempt, and erases the secret unless it is to be kept.
    pub async fn settle(
        &self,
        id: NoticeId,
        state: MailState,
        now: Timestamp,
        keep_secret: bool,
    ) -> Result<bool, StoreError> {
        let sent_at = (state == MailState::Sent).then(|| now.timestamp_millis());
        let mut change = Entity::update_many()
            .col_expr(Column::MailState, Expr::value(state.key()))
            .col_expr(Column::SentAt, Expr::value(sent_at))
            .filter(Column::Id.eq(id.uuid()))
            .filter(Column::MailState.eq(MailState::Waiting.key()));
        if !keep_secret {
            change = change.col_expr(Column::Secret, Expr::value(None::<String>));
        }
        let settled = change.exec(self.0).await?;
        Ok(settled.rows_affected == 1)
    }
}

fn kind(row: &Model) -> Result<NoticeKind, StoreError> {
    let id = NoticeId::from_uuid(row.id);
    Row::of(TABLE, &id).read("kind", NoticeKind::from_key(&row.kind))
}

fn letter(row: Model, reader: Option<Person>, wanted: bool) -> Result<Letter, StoreError> {
    let kind = kind(&row)?;
    let id = NoticeId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let (to, language, reader) = if let Some(person) = reader {
        (person.email, person.language, Some(person.name))
    } else {
        let (address, language) = (row.address.as_deref(), row.language.as_deref());
        let to = address.and_then(|text| Email::parse(text).ok());
        let language = language.and_then(Language::from_key);
        let to = cells.read("address", to)?;
        (to, cells.read("language", language)?, None)
    };
    Ok(Letter {
        id,
        to,
        reader,
        language,
        kind,
        facts: cells.read("facts", serde_json::from_str(&row.facts).ok())?,
        secret: row.secret,
        told_at: cells.moment("created_at", row.created_at)?,
        wanted,
    })
}
