//! Signing keys, as rows: the keys module makes them and reads what is in them.

use std::fmt;

use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use super::{
    entity::signing_key::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};

const TABLE: &str = "signing_key";

/// A signing key. `Debug` hides the private half.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The `kid` (RFC 7517 §4.5).
    pub id: String,
    /// The `alg` (RFC 7518 §3.1).
    pub algorithm: String,
    /// The private half in PKCS #8, wrapped if there is a key for that.
    pub private_key: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it only verifies; `None` while it signs.
    pub retired_at: Option<Timestamp>,
}

impl fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The table of signing keys.
pub struct Keys<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Keys<'_, C> {
    /// Returns every key, newest first.
    pub async fn list(&self) -> Result<Vec<KeyRow>, StoreError> {
        let rows = Entity::find()
            .order_by_desc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(self.0)
            .await?;
        rows.into_iter().map(key).collect()
    }
}

impl Keys<'_, DatabaseTransaction> {
    /// Adds a key.
    pub async fn insert(&self, key: &KeyRow) -> Result<(), StoreError> {
        let row = Model {
            id: key.id.clone(),
            algorithm: key.algorithm.clone(),
            private_key: key.private_key.clone(),
            created_at: key.created_at.timestamp_millis(),
            retired_at: key.retired_at.map(|at| at.timestamp_millis()),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Replaces how the private half is kept; the key stays the same.
    pub async fn save_wrapped(&self, id: &str, private_key: Vec<u8>) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::PrivateKey, Expr::value(private_key))
            .filter(Column::Id.eq(id))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Retires a key: from now on it only verifies.
    pub async fn retire(&self, id: &str, at: Timestamp) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::RetiredAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }
}

fn key(row: Model) -> Result<KeyRow, StoreError> {
    let cells = Row::of(TABLE, &row.id);
    let retired_at = row
        .retired_at
        .map(|at| cells.moment("retired_at", at))
        .transpose()?;
    Ok(KeyRow {
        created_at: cells.moment("created_at", row.created_at)?,
        retired_at,
        id: row.id,
        algorithm: row.algorithm,
        private_key: row.private_key,
    })
}
