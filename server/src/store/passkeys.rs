//! Passkeys, with the public keys that assertions are verified against.

use domain::{
    Timestamp,
    ids::{PasskeyId, PersonId},
    passkey::{Passkey, PasskeyName},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    entity::passkey::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};

const TABLE: &str = "passkey";

/// A passkey with what its assertions are verified against.
#[derive(Clone)]
pub struct StoredPasskey {
    /// What its holder sees.
    pub passkey: Passkey,
    /// The credential id (WebAuthn Level 3 §4).
    pub credential_id: Vec<u8>,
    /// The public key, the signature counter and the flags, as webauthn-rs serialises them.
    pub credential: String,
}

/// The table of passkeys.
pub struct Passkeys<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Passkeys<'_, C> {
    /// Returns the passkeys of an account, oldest first.
    pub async fn list_of(&self, person: PersonId) -> Result<Vec<StoredPasskey>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.uuid()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(self.0)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// Whether an account has a passkey.
    pub async fn any_of(&self, person: PersonId) -> Result<bool, StoreError> {
        let count = Entity::find()
            .filter(Column::Person.eq(person.uuid()))
            .count(self.0)
            .await?;
        Ok(count > 0)
    }
}

impl Passkeys<'_, DatabaseTransaction> {
    /// Adds a passkey.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if an account has this credential already.
    pub async fn insert(&self, new: &StoredPasskey) -> Result<(), StoreError> {
        let row = Model {
            id: new.passkey.id.uuid(),
            person: new.passkey.person.uuid(),
            credential_id: new.credential_id.clone(),
            name: new.passkey.name.as_str().to_owned(),
            maker: new.passkey.maker,
            credential: new.credential.clone(),
            created_at: new.passkey.created_at.timestamp_millis(),
            last_used_at: None,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Returns the passkey with this credential id, under a row lock.
    pub async fn lock_by_credential(
        &self,
        credential_id: &[u8],
    ) -> Result<Option<StoredPasskey>, StoreError> {
        let row = Entity::find()
            .filter(Column::CredentialId.eq(credential_id))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(stored).transpose()
    }

    /// Returns a passkey of this person, under a row lock; `None` if it is not theirs.
    pub async fn lock(
        &self,
        person: PersonId,
        id: PasskeyId,
    ) -> Result<Option<StoredPasskey>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .filter(Column::Person.eq(person.uuid()))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(stored).transpose()
    }

    /// Saves when it was used, with its new counter and flags.
    pub async fn save_use(
        &self,
        id: PasskeyId,
        credential: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Credential, Expr::value(credential))
            .col_expr(Column::LastUsedAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Renames a passkey.
    pub async fn save_name(&self, id: PasskeyId, name: &PasskeyName) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Name, Expr::value(name.as_str()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Removes a passkey.
    pub async fn remove(&self, id: PasskeyId) -> Result<(), StoreError> {
        let removed = Entity::delete_by_id(id.uuid()).exec(self.0).await?;
        one_changed(TABLE, id, removed.rows_affected)
    }
}

fn stored(row: Model) -> Result<StoredPasskey, StoreError> {
    let id = PasskeyId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let last_used_at = row
        .last_used_at
        .map(|at| cells.moment("last_used_at", at))
        .transpose()?;
    Ok(StoredPasskey {
        passkey: Passkey {
            id,
            person: PersonId::from_uuid(row.person),
            name: cells.read("name", PasskeyName::parse(&row.name).ok())?,
            maker: row.maker,
            created_at: cells.moment("created_at", row.created_at)?,
            last_used_at,
        },
        credential_id: row.credential_id,
        credential: row.credential,
    })
}
