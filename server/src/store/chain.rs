//! The hash chain over the audit log: its head, the rows that are not sealed yet, and signed checkpoints.

mod checkpoints;

use std::sync::LazyLock;

pub use checkpoints::Checkpoint;
use domain::{Timestamp, ids::AuditEventId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value, sea_query::Expr,
};

use super::{
    audit,
    entity::{
        audit_chain,
        audit_event::{Column, Entity, Model},
    },
    error::Row,
    error::StoreError,
    many_rows::{MOST_ROWS, Statements, value_marks},
    statements::one_changed,
};

/// The last row of the hash chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// Its place in the chain, from 1; 0 before the first row.
    pub sealed_seq: i64,
    /// Its hash; `None` before the first row.
    pub hash: Option<[u8; 32]>,
}

/// What stands at one place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainPlace {
    /// When the event happened.
    pub at: Timestamp,
    /// The hash of the chain up to it.
    pub hash: Vec<u8>,
}

/// One row of the log by its digests alone: what verification needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    /// Its place in the order of writing.
    pub seq: i64,
    /// The event.
    pub event: AuditEventId,
    /// The digest that was stored when the row was written.
    pub stored_digest: Vec<u8>,
    /// The digest of what the row holds today.
    pub content_digest: [u8; 32],
    /// Its place in the chain; `None` until it is sealed.
    pub sealed_seq: Option<i64>,
    /// The hash of the row before it; `None` until it is sealed.
    pub prev_hash: Option<Vec<u8>>,
    /// Its own hash; `None` until it is sealed.
    pub hash: Option<Vec<u8>>,
}

/// A row that is not sealed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// Its place in the order of writing.
    pub seq: i64,
    /// The digest that was stored when the row was written.
    pub digest: Vec<u8>,
}

/// The place in the chain that a row is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The row, by its place in the order of writing.
    pub seq: i64,
    /// Its place in the chain.
    pub sealed_seq: i64,
    /// The hash of the row before it.
    pub prev_hash: [u8; 32],
    /// SHA-256 over the previous hash, both places and the digest of the row.
    pub hash: [u8; 32],
}

/// The hash chain over the audit log.
pub struct Chain<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Chain<'_, C> {
    /// Returns the head without a lock.
    pub async fn head(&self) -> Result<ChainHead, StoreError> {
        head(audit_chain::Entity::find_by_id(1).one(self.0).await?)
    }

    /// Returns sealed rows behind a place, in the order of the chain.
    pub async fn sealed_after(
        &self,
        sealed_seq: i64,
        limit: u64,
    ) -> Result<Vec<SealedRow>, StoreError> {
        let rows = Entity::find()
            .filter(Column::SealedSeq.gt(sealed_seq))
            .order_by_asc(Column::SealedSeq)
            .limit(limit)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(sealed_row).collect())
    }

    /// Returns rows that are not sealed, oldest first.
    pub async fn waiting(&self, limit: u64) -> Result<Vec<WaitingRow>, StoreError> {
        let rows: Vec<(i64, Vec<u8>)> = Entity::find()
            .select_only()
            .columns([Column::Seq, Column::Digest])
            .filter(Column::SealedSeq.is_null())
            .order_by_asc(Column::Seq)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        let waiting = |(seq, digest)| WaitingRow { seq, digest };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// Returns how many rows are not sealed, and when the oldest of them was written.
    pub async fn unsealed(&self) -> Result<(u64, Option<Timestamp>), StoreError> {
        let row: Option<(i64, Option<i64>)> = Entity::find()
            .select_only()
            .column_as(Column::Seq.count(), "many")
            .column_as(Column::At.min(), "oldest")
            .filter(Column::SealedSeq.is_null())
            .into_tuple()
            .one(self.0)
            .await?;
        let (many, oldest) = row.unwrap_or_default();
        let cells = Row::of("audit_event", &"the oldest");
        let oldest = oldest.map(|at| cells.moment("at", at)).transpose()?;
        Ok((many.unsigned_abs(), oldest))
    }

    /// Returns rows that are not sealed behind a place in the order of writing, oldest first.
    pub async fn unsealed_after(&self, seq: i64, limit: u64) -> Result<Vec<SealedRow>, StoreError> {
        let rows = Entity::find()
            .filter(Column::SealedSeq.is_null())
            .filter(Column::Seq.gt(seq))
            .order_by_asc(Column::Seq)
            .limit(limit)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(sealed_row).collect())
    }

    /// Returns what stands at a place in the chain; `None` if the chain does not reach it.
    pub async fn at(&self, sealed_seq: i64) -> Result<Option<ChainPlace>, StoreError> {
        let row: Option<(i64, Option<Vec<u8>>)> = Entity::find()
            .select_only()
            .columns([Column::At, Column::Hash])
            .filter(Column::SealedSeq.eq(sealed_seq))
            .into_tuple()
            .one(self.0)
            .await?;
        let cells = Row::of("audit_event", &sealed_seq);
        row.map(|(at, hash)| {
            Ok(ChainPlace {
                at: cells.moment("at", at)?,
                hash: hash.unwrap_or_default(),
            })
        })
        .transpose()
    }
}

impl Chain<'_, DatabaseTransaction> {
    /// Returns the head under a row lock: one sealer at a time.
    pub async fn lock_head(&self) -> Result<ChainHead, StoreError> {
        let row = audit_chain::Entity::find_by_id(1)
            .lock_exclusive()
            .one(self.0)
            .await?;
        head(row)
    }

    /// Writes the places of rows in the chain.
    pub async fn seal(&self, rows: &[Sealed]) -> Result<(), StoreError> {
        let backend = self.0.get_database_backend();
        for some in rows.chunks(MOST_ROWS) {
            let values = some.iter().flat_map(seal_values);
            let sealed = self
                .0
                .execute_raw(Statement::from_sql_and_values(
                    backend,
                    SEAL.of(some),
                    values,
                ))
                .await?;
            if sealed.rows_affected() != some.len() as u64 {
                return Err(StoreError::Missing {
                    table: "audit_event",
                    id: format!("{} to {}", some[0].seq, some[some.len() - 1].seq),
                });
            }
        }
        Ok(())
    }

    /// Moves the head to the row that was sealed last.
    pub async fn save_head(&self, sealed_seq: i64, hash: &[u8; 32]) -> Result<(), StoreError> {
        let changed = audit_chain::Entity::update_many()
            .col_expr(audit_chain::Column::SealedSeq, Expr::value(sealed_seq))
            .col_expr(audit_chain::Column::Hash, Expr::value(hash.to_vec()))
            .filter(audit_chain::Column::Id.eq(1))
            .exec(self.0)
            .await?;
        one_changed("audit_chain", 1, changed.rows_affected)
    }
}

static SEAL: LazyLock<Statements> = LazyLock::new(|| {
    Statements::write(|rows| {
        format!(
            "update audit_event set sealed_seq = place.column2, prev_hash = place.column3, hash = place.column4 \
             from (values {}) as place where audit_event.seq = place.column1",
            value_marks(rows, 4)
        )
    })
});

fn seal_values(row: &Sealed) -> [Value; 4] {
    [
        row.seq.into(),
        row.sealed_seq.into(),
        row.prev_hash.to_vec().into(),
        row.hash.to_vec().into(),
    ]
}

fn head(row: Option<audit_chain::Model>) -> Result<ChainHead, StoreError> {
    let cells = Row::of("audit_chain", &1);
    let row = cells.read("id", row)?;
    let hash = cells.maybe("hash", row.hash, |hash| hash.try_into().ok())?;
    Ok(ChainHead {
        sealed_seq: row.sealed_seq,
        hash,
    })
}

fn sealed_row(row: Model) -> SealedRow {
    SealedRow {
        seq: row.seq,
        event: AuditEventId::from_uuid(row.id),
        content_digest: audit::content_digest(&row),
        stored_digest: row.digest,
        sealed_seq: row.sealed_seq,
        prev_hash: row.prev_hash,
        hash: row.hash,
    }
}
