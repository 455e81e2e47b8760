//! Passkeys, with the public keys that assertions are verified against.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    ids::{PasskeyId, PersonId},
    passkey::{Held, Passkey, PasskeyName},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
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

    /// Returns what passkeys an account has.
    pub async fn held_by(&self, person: PersonId, now: Timestamp) -> Result<Held, StoreError> {
        let all = self.list_of(person).await?;
        Ok(Held::of(all.iter().map(|key| &key.passkey), now))
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
            proved_by: new.passkey.proved_by.map(|proof| proof.key().to_owned()),
            let_in_at: new.passkey.let_in_at.timestamp_millis(),
            suspended_at: None,
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

    /// Saves that an older passkey vouched for it.
    pub async fn save_vouched(&self, id: PasskeyId) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::ProvedBy, Expr::value(None::<String>))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Saves that it is in doubt.
    pub async fn save_suspended(&self, id: PasskeyId, at: Timestamp) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::SuspendedAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Saves that it is in doubt no more, and counts as let in at this moment.
    pub async fn save_let_in(
        &self,
        id: PasskeyId,
        proved_by: Option<AuthenticationMethod>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let proved_by = proved_by.map(AuthenticationMethod::key);
        let changed = Entity::update_many()
            .col_expr(Column::SuspendedAt, Expr::value(None::<i64>))
            .col_expr(Column::ProvedBy, Expr::value(proved_by))
            .col_expr(Column::LetInAt, Expr::value(at.timestamp_millis()))
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
            proved_by: cells.maybe("proved_by", row.proved_by, |key| {
                AuthenticationMethod::from_key(&key)
            })?,
            let_in_at: cells.moment("let_in_at", row.let_in_at)?,
            suspended_at: row
                .suspended_at
                .map(|at| cells.moment("suspended_at", at))
                .transpose()?,
        },
        credential_id: row.credential_id,
        credential: row.credential,
    })
}
