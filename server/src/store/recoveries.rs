//! Account recoveries, found by the digest of the browser's cookie.

use domain::{
    Timestamp,
    ids::{PersonId, RecoveryId},
    recovery::{MailProved, Recovery},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Expr,
};

use super::{
    entity::recovery::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "recovery";

/// The table of account recoveries.
pub struct Recoveries<'c, C>(pub(super) &'c C);

fn behind(digest: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::Digest.eq(digest.as_bytes().as_slice()))
}

impl<C: ConnectionTrait> Recoveries<'_, C> {
    /// Returns the recovery behind the digest of a cookie, whatever its step.
    pub async fn find(&self, digest: &Digest) -> Result<Option<Recovery>, StoreError> {
        let row = behind(digest).one(self.0).await?;
        Ok(row.map(recovery).transpose()?.map(|(found, _)| found))
    }

    /// Returns the recoveries of this account whose mailed code was returned, the one that opens first first.
    pub async fn proved_for(&self, person: PersonId) -> Result<Vec<Recovery>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.uuid()))
            .filter(Column::MailProvedAt.is_not_null())
            .order_by_asc(Column::OpensAt)
            .all(self.0)
            .await?;
        let read = |row| recovery(row).map(|(found, _)| found);
        rows.into_iter().map(read).collect()
    }
}

impl Recoveries<'_, DatabaseTransaction> {
    /// Adds a recovery. `code` is the digest of the mailed code together with the cookie.
    pub async fn insert(
        &self,
        attempt: &Recovery,
        digest: &Digest,
        code: &Digest,
    ) -> Result<(), StoreError> {
        let row = Model {
            id: attempt.id.uuid(),
            digest: digest.as_bytes().to_vec(),
            person: attempt.person.map(PersonId::uuid),
            code: code.as_bytes().to_vec(),
            wrong_codes: attempt.wrong_codes.into(),
            created_at: attempt.created_at.timestamp_millis(),
            mail_proved_at: None,
            opens_at: None,
            paper_proved_at: None,
            expires_at: attempt.expires_at.timestamp_millis(),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Returns the recovery and the digest of its code, under a row lock.
    pub async fn lock(&self, digest: &Digest) -> Result<Option<(Recovery, Digest)>, StoreError> {
        let row = behind(digest).lock_exclusive().one(self.0).await?;
        row.map(recovery).transpose()
    }

    /// Saves how far it has come.
    pub async fn save(&self, attempt: &Recovery) -> Result<(), StoreError> {
        let mail = attempt.mail;
        let ms = |at: Timestamp| at.timestamp_millis();
        let changed = Entity::update_many()
            .col_expr(
                Column::WrongCodes,
                Expr::value(i64::from(attempt.wrong_codes)),
            )
            .col_expr(
                Column::MailProvedAt,
                Expr::value(mail.map(|mail| ms(mail.at))),
            )
            .col_expr(
                Column::OpensAt,
                Expr::value(mail.map(|mail| ms(mail.opens_at))),
            )
            .col_expr(Column::PaperProvedAt, Expr::value(attempt.paper.map(ms)))
            .col_expr(Column::ExpiresAt, Expr::value(ms(attempt.expires_at)))
            .filter(Column::Id.eq(attempt.id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, attempt.id, changed.rows_affected)
    }

    /// Removes every recovery of this account. Returns how many.
    pub async fn remove_of(&self, person: PersonId) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::Person.eq(person.uuid()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    /// Removes recoveries that ended before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::ExpiresAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn recovery(row: Model) -> Result<(Recovery, Digest), StoreError> {
    let id = RecoveryId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let code = row.code.try_into().ok().map(Digest::from_bytes);
    let mail = match (row.mail_proved_at, row.opens_at) {
        (None, None) => None,
        (at, opens_at) => Some(MailProved {
            at: cells.moment("mail_proved_at", cells.read("mail_proved_at", at)?)?,
            opens_at: cells.moment("opens_at", cells.read("opens_at", opens_at)?)?,
        }),
    };
    let paper = row.paper_proved_at;
    let attempt = Recovery {
        id,
        person: row.person.map(PersonId::from_uuid),
        wrong_codes: cells.mask("wrong_codes", row.wrong_codes, Some)?,
        created_at: cells.moment("created_at", row.created_at)?,
        mail,
        paper: paper
            .map(|at| cells.moment("paper_proved_at", at))
            .transpose()?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
    };
    Ok((attempt, cells.read("code", code)?))
}
