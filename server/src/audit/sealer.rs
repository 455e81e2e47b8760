//! Gives every row of the log its place in one hash chain, within a second of its writing.
//!
//! Writers never queue for each other: only the sealer, one at a time per database, knows the order.

use super::chain_hash::{BEFORE_THE_FIRST, chain_hash};
use crate::store::{Sealed, Store, StoreError};

/// Rows in one transaction: few enough to delay other writers by milliseconds only.
pub(super) const AT_ONCE: i64 = 512;

/// Seals every row that is not sealed yet. Returns how many.
pub async fn seal_waiting(store: &Store) -> Result<u64, StoreError> {
    let mut sealed = 0;
    loop {
        let group = seal_group(store).await?;
        sealed += group.rows;
        if group.was_last {
            return Ok(sealed);
        }
    }
}

/// Rows that were sealed in one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedGroup {
    /// How many.
    pub rows: u64,
    /// Whether none was left.
    pub was_last: bool,
}

/// Seals the oldest rows that are not sealed yet, as many as one transaction should hold.
pub async fn seal_group(store: &Store) -> Result<SealedGroup, StoreError> {
    if store.read().chain().waiting(1).await?.is_empty() {
        return Ok(SealedGroup {
            rows: 0,
            was_last: true,
        });
    }
    let tx = store.begin().await?;
    let head = tx.chain().lock_head().await?;
    let waiting = tx.chain().waiting(AT_ONCE.unsigned_abs()).await?;
    let mut previous = head.hash.unwrap_or(BEFORE_THE_FIRST);
    let mut place = head.sealed_seq;
    let mut sealed = Vec::with_capacity(waiting.len());
    for row in &waiting {
        place += 1;
        // The digest from the moment of writing: what was changed since then is found by `verify`.
        let hash = chain_hash(&previous, row.seq, place, &row.digest);
        sealed.push(Sealed {
            seq: row.seq,
            sealed_seq: place,
            prev_hash: previous,
            hash,
        });
        previous = hash;
    }
    if place > head.sealed_seq {
        tx.chain().seal(&sealed).await?;
        tx.chain().save_head(place, &previous).await?;
    }
    tx.commit().await?;
    Ok(SealedGroup {
        rows: waiting.len() as u64,
        was_last: (waiting.len() as u64) < AT_ONCE.unsigned_abs(),
    })
}
