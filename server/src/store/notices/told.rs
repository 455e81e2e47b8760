//! The portal's list of notices: what is unread, and which mails a person turned off.

use std::collections::BTreeSet;

use domain::{
    Timestamp,
    ids::{NoticeId, PersonId},
    notice::{MailState, NoticeFacts, NoticeKind},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};

use super::{
    super::{
        StoreError,
        entity::{
            notice::{Column, Entity, Model},
            notice_setting,
        },
        error::Row,
    },
    Notices, TABLE,
};

/// One entry of the portal's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldNotice {
    /// The notice.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its sentence names.
    pub facts: NoticeFacts,
    /// When it was written.
    pub at: Timestamp,
    /// Whether the person has not opened the list since.
    pub unread: bool,
}

impl<C: ConnectionTrait> Notices<'_, C> {
    /// Returns the notices of an account, newest first.
    pub async fn told(&self, person: PersonId, limit: u64) -> Result<Vec<ToldNotice>, StoreError> {
        let rows = listed(person)
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(told).collect()
    }

    /// Returns how many notices of an account are unread.
    pub async fn unread(&self, person: PersonId) -> Result<u32, StoreError> {
        let count = listed(person)
            .filter(Column::ReadAt.is_null())
            .count(self.0)
            .await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Returns which of these keys have a notice.
    pub async fn known(&self, keys: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let known: Vec<String> = Entity::find()
            .select_only()
            .column(Column::Key)
            .filter(Column::Key.is_in(keys.iter().map(String::as_str)))
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(known.into_iter().collect())
    }

    /// Returns the kinds that this person does not want by mail.
    pub async fn turned_off(&self, person: PersonId) -> Result<BTreeSet<NoticeKind>, StoreError> {
        use notice_setting::{Column, Entity};
        let rows = Entity::find()
            .filter(Column::Person.eq(person.uuid()))
            .all(self.0)
            .await?;
        let id = person;
        let cells = Row::of("notice_setting", &id);
        rows.iter()
            .map(|row| cells.read("kind", NoticeKind::from_key(&row.kind)))
            .collect()
    }
}

impl Notices<'_, DatabaseTransaction> {
    /// Removes notices that were written before `at`, but for those whose mail has still to leave. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::CreatedAt.lt(at.timestamp_millis()))
            .filter(Column::MailState.ne(MailState::Waiting.key()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    /// Marks the notices up to a moment as read.
    pub async fn mark_read(
        &self,
        person: PersonId,
        up_to: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::ReadAt, Expr::value(now.timestamp_millis()))
            .filter(Column::Person.eq(person.uuid()))
            .filter(Column::ReadAt.is_null())
            .filter(Column::CreatedAt.lte(up_to.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Replaces the kinds that this person does not want by mail.
    pub async fn turn_off(
        &self,
        person: PersonId,
        kinds: &BTreeSet<NoticeKind>,
    ) -> Result<(), StoreError> {
        use notice_setting::{Column, Entity, Model};
        Entity::delete_many()
            .filter(Column::Person.eq(person.uuid()))
            .exec(self.0)
            .await?;
        let rows = kinds.iter().map(|kind| Model {
            person: person.uuid(),
            kind: kind.key().to_owned(),
        });
        let rows: Vec<_> = rows.map(IntoActiveModel::into_active_model).collect();
        if !rows.is_empty() {
            Entity::insert_many(rows)
                .exec_without_returning(self.0)
                .await?;
        }
        Ok(())
    }
}

/// What stands in the portal's list.
fn listed(person: PersonId) -> Select<Entity> {
    let by_mail_only = NoticeKind::ALL.iter().filter(|kind| !kind.is_listed());
    Entity::find()
        .filter(Column::Person.eq(person.uuid()))
        .filter(Column::Kind.is_not_in(by_mail_only.map(|kind| kind.key())))
}

fn told(row: Model) -> Result<ToldNotice, StoreError> {
    let id = NoticeId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    Ok(ToldNotice {
        id,
        kind: cells.read("kind", NoticeKind::from_key(&row.kind))?,
        facts: cells.read("facts", serde_json::from_str(&row.facts).ok())?,
        at: cells.moment("created_at", row.created_at)?,
        unread: row.read_at.is_none(),
    })
}
