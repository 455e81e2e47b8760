//! Signed checkpoints of the hash chain.

use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use super::Chain;
use crate::store::{
    entity::checkpoint,
    error::{Row, StoreError},
    statements::insert,
};

/// A signature over the chain up to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The place.
    pub sealed_seq: i64,
    /// The hash at that place.
    pub hash: Vec<u8>,
    /// When it was signed.
    pub at: Timestamp,
    /// The signing key (`kid`).
    pub key_id: String,
    /// The signature over place, hash and time.
    pub signature: Vec<u8>,
}

impl<C: ConnectionTrait> Chain<'_, C> {
    /// Returns the newest checkpoint.
    pub async fn last_checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        let row = checkpoint::Entity::find()
            .order_by_desc(checkpoint::Column::SealedSeq)
            .one(self.0)
            .await?;
        row.map(read_checkpoint).transpose()
    }

    /// Returns checkpoints behind a place, oldest first.
    pub async fn checkpoints_after(&self, sealed_seq: i64) -> Result<Vec<Checkpoint>, StoreError> {
        let rows = checkpoint::Entity::find()
            .filter(checkpoint::Column::SealedSeq.gt(sealed_seq))
            .order_by_asc(checkpoint::Column::SealedSeq)
            .all(self.0)
            .await?;
        rows.into_iter().map(read_checkpoint).collect()
    }
}

impl Chain<'_, DatabaseTransaction> {
    /// Adds a checkpoint.
    pub async fn insert_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        let row = checkpoint::Model {
            sealed_seq: checkpoint.sealed_seq,
            hash: checkpoint.hash.clone(),
            at: checkpoint.at.timestamp_millis(),
            key_id: checkpoint.key_id.clone(),
            signature: checkpoint.signature.clone(),
        };
        insert::<checkpoint::Entity>(self.0, row).await
    }
}

fn read_checkpoint(row: checkpoint::Model) -> Result<Checkpoint, StoreError> {
    let cells = Row::of("checkpoint", &row.sealed_seq);
    Ok(Checkpoint {
        at: cells.moment("at", row.at)?,
        sealed_seq: row.sealed_seq,
        hash: row.hash,
        key_id: row.key_id,
        signature: row.signature,
    })
}
