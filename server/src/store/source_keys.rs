//! Keys that turn addresses into digests, as rows: `sources` says what they are for.

use std::fmt;

use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use super::{
    entity::source_key::{Column, Entity, Model},
    error::{Row, StoreError},
    statements::{insert, one_changed},
};

const TABLE: &str = "source_key";

/// A key. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceKeyRow {
    /// Its number, one more than that of the key before.
    pub id: i64,
    /// The key itself, wrapped if there is a key for that.
    pub secret: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl fmt::Debug for SourceKeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceKeyRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The table of these keys.
pub struct SourceKeys<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> SourceKeys<'_, C> {
    /// Returns every key, newest first.
    pub async fn list(&self) -> Result<Vec<SourceKeyRow>, StoreError> {
        let rows = Entity::find().order_by_desc(Column::Id).all(self.0).await?;
        let read = |row: Model| {
            let cells = Row::of(TABLE, &row.id);
            Ok(SourceKeyRow {
                created_at: cells.moment("created_at", row.created_at)?,
                id: row.id,
                secret: row.secret,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

impl SourceKeys<'_, DatabaseTransaction> {
    /// Adds a key.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another node was first.
    pub async fn insert(&self, key: &SourceKeyRow) -> Result<(), StoreError> {
        let row = Model {
            id: key.id,
            secret: key.secret.clone(),
            created_at: key.created_at.timestamp_millis(),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Replaces how a key is kept; the key stays the same.
    pub async fn save_wrapped(&self, id: i64, secret: Vec<u8>) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Secret, Expr::value(secret))
            .filter(Column::Id.eq(id))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Removes keys that were made before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::CreatedAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}
