//! The outbox: which mails are due, which worker sends which, and how the attempt ended.

use domain::{
    Timestamp,
    ids::{NoticeId, PersonId},
    language::Language,
    notice::{Mail, MailState, NoticeKind},
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
        entity::notice::{Column, Entity, Model},
        error::Row,
        people::People,
        statements::literal,
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

    /// Returns how many mails are still to leave, and when the oldest of them was told.
    pub async fn outbox(&self) -> Result<(u64, Option<Timestamp>), StoreError> {
        let row: Option<(i64, Option<i64>)> = Entity::find()
            .select_only()
            .column_as(Column::Id.count(), "many")
            .column_as(Column::CreatedAt.min(), "oldest")
            .filter(Expr::col(Column::MailState).eq(literal(MailState::Waiting.key())))
            .into_tuple()
            .one(self.0)
            .await?;
        let (many, oldest) = row.unwrap_or_default();
        let cells = Row::of(TABLE, &"the oldest");
        let oldest = oldest
            .map(|at| cells.moment("created_at", at))
            .transpose()?;
        Ok((many.unsigned_abs(), oldest))
    }

    /// Returns a notice as mail; `None` if the notice or its reader's account is gone.
    pub async fn mail(&self, id: NoticeId) -> Result<Option<Mail>, StoreError> {
        match Entity::find_by_id(id.uuid()).one(self.0).await? {
            Some(row) => self.addressed(row).await,
            None => Ok(None),
        }
    }

    /// Returns mails that were sent, newest first.
    pub async fn sent(&self, limit: u64) -> Result<Vec<Mail>, StoreError> {
        let rows = Entity::find()
            .filter(Column::MailState.eq(MailState::Sent.key()))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        let mut mails = Vec::with_capacity(rows.len());
        for row in rows {
            mails.extend(self.addressed(row).await?);
        }
        Ok(mails)
    }

    /// `None` if the reader's account is gone.
    async fn addressed(&self, row: Model) -> Result<Option<Mail>, StoreError> {
        match row.person.map(PersonId::from_uuid) {
            None => mail(row, None).map(Some),
            Some(id) => match People(self.0).find(id).await? {
                None => Ok(None),
                Some(person) => mail(row, Some(person)).map(Some),
            },
        }
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

fn mail(row: Model, reader: Option<Person>) -> Result<Mail, StoreError> {
    let id = NoticeId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let person = reader.as_ref().map(|person| person.id);
    let (to, language, reader) = if let Some(person) = reader {
        (person.email, person.language, Some(person.name))
    } else {
        let (address, language) = (row.address.as_deref(), row.language.as_deref());
        let to = address.and_then(|text| Email::kept(text).ok());
        let language = language.and_then(Language::from_key);
        let to = cells.read("address", to)?;
        (to, cells.read("language", language)?, None)
    };
    Ok(Mail {
        id,
        to,
        person,
        reader,
        language,
        kind: cells.read("kind", NoticeKind::from_key(&row.kind))?,
        facts: cells.read("facts", serde_json::from_str(&row.facts).ok())?,
        secret: row.secret,
        told_at: cells.moment("created_at", row.created_at)?,
    })
}
