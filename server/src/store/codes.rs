//! One-time codes, mailed and on paper, stored as digests.

use domain::{Timestamp, ids::PersonId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    entity::{mail_code, recovery_code},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "mail_code";

/// A one-time code that was mailed for step-up, stored as a digest.
#[derive(Clone, Debug)]
pub struct MailCode {
    /// Salts the digest.
    pub id: Uuid,
    /// Whom it authenticates.
    pub person: PersonId,
    /// The digest of the code together with `id` and the action that it is for.
    pub digest: Digest,
    /// How many wrong codes were typed.
    pub tries: u8,
    /// When it was mailed.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// The tables of mailed codes and of paper codes.
pub struct Codes<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Codes<'_, C> {
    /// Returns when a person's paper codes were made and how many are left; `None` if there are none.
    pub async fn paper(&self, person: PersonId) -> Result<Option<(Timestamp, u32)>, StoreError> {
        let rows = recovery_code::Entity::find()
            .filter(recovery_code::Column::Person.eq(person.uuid()))
            .all(self.0)
            .await?;
        let Some(made_at) = rows.iter().map(|row| row.made_at).max() else {
            return Ok(None);
        };
        let left = rows.iter().filter(|row| row.used_at.is_none()).count();
        let cells = Row::of("recovery_code", &person);
        let left = cells.read("digest", u32::try_from(left).ok())?;
        Ok(Some((cells.moment("made_at", made_at)?, left)))
    }
}

impl<C: ConnectionTrait> Codes<'_, C> {
    /// Returns the salt of a person's sheet of paper codes; `None` without one, and for an older sheet.
    pub async fn paper_salt(&self, person: PersonId) -> Result<Option<[u8; 16]>, StoreError> {
        let row = recovery_code::Entity::find()
            .filter(recovery_code::Column::Person.eq(person.uuid()))
            .filter(recovery_code::Column::Salt.is_not_null())
            .one(self.0)
            .await?;
        let cells = Row::of("recovery_code", &person);
        let salt = row.and_then(|row| row.salt);
        cells.maybe("salt", salt, |salt| salt.try_into().ok())
    }
}

impl Codes<'_, DatabaseTransaction> {
    /// Stores a mailed code in place of the person's earlier one.
    pub async fn put_mailed(&self, code: &MailCode) -> Result<(), StoreError> {
        self.forget_mailed(code.person).await?;
        let row = mail_code::Model {
            id: code.id,
            person: code.person.uuid(),
            digest: code.digest.as_bytes().to_vec(),
            tries: code.tries.into(),
            created_at: code.created_at.timestamp_millis(),
            expires_at: code.expires_at.timestamp_millis(),
        };
        insert::<mail_code::Entity>(self.0, row).await
    }

    /// Returns a person's mailed code under a row lock; `None` if none is stored.
    pub async fn lock_mailed(&self, person: PersonId) -> Result<Option<MailCode>, StoreError> {
        let row = mail_code::Entity::find()
            .filter(mail_code::Column::Person.eq(person.uuid()))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(mailed).transpose()
    }

    /// Saves the count of wrong codes.
    pub async fn save_tries(&self, code: &MailCode) -> Result<(), StoreError> {
        let changed = mail_code::Entity::update_many()
            .col_expr(mail_code::Column::Tries, Expr::value(i64::from(code.tries)))
            .filter(mail_code::Column::Id.eq(code.id))
            .exec(self.0)
            .await?;
        one_changed(TABLE, code.id, changed.rows_affected)
    }

    /// Removes a person's mailed code: it was used, or had too many wrong guesses.
    pub async fn forget_mailed(&self, person: PersonId) -> Result<(), StoreError> {
        mail_code::Entity::delete_many()
            .filter(mail_code::Column::Person.eq(person.uuid()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Removes all paper codes of a person.
    pub async fn forget_paper(&self, person: PersonId) -> Result<(), StoreError> {
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::Person.eq(person.uuid()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Replaces all paper codes of a person.
    pub async fn replace_paper(
        &self,
        person: PersonId,
        digests: &[Digest],
        salt: &[u8; 16],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.forget_paper(person).await?;
        for digest in digests {
            let row = recovery_code::Model {
                digest: digest.as_bytes().to_vec(),
                person: person.uuid(),
                made_at: at.timestamp_millis(),
                used_at: None,
                salt: Some(salt.to_vec()),
            };
            insert::<recovery_code::Entity>(self.0, row).await?;
        }
        Ok(())
    }

    /// Consumes a paper code that is stored under one of these digests, in one statement. Returns whether it was valid.
    pub async fn use_paper(
        &self,
        person: PersonId,
        digests: &[Digest],
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let digests = digests.iter().map(|digest| digest.as_bytes().to_vec());
        let changed = recovery_code::Entity::update_many()
            .col_expr(
                recovery_code::Column::UsedAt,
                Expr::value(at.timestamp_millis()),
            )
            .filter(recovery_code::Column::Digest.is_in(digests))
            .filter(recovery_code::Column::Person.eq(person.uuid()))
            .filter(recovery_code::Column::UsedAt.is_null())
            .exec(self.0)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Removes mailed codes that ended before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = mail_code::Entity::delete_many()
            .filter(mail_code::Column::ExpiresAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn mailed(row: mail_code::Model) -> Result<MailCode, StoreError> {
    let id = row.id;
    let cells = Row::of(TABLE, &id);
    let digest = cells.read("digest", row.digest.try_into().ok())?;
    Ok(MailCode {
        id,
        person: PersonId::from_uuid(row.person),
        digest: Digest::from_bytes(digest),
        tries: cells.read("tries", u8::try_from(row.tries).ok())?,
        created_at: cells.moment("created_at", row.created_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
    })
}
