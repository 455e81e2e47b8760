//! Is the log still what was written? Walks the chain and names every row that does not fit.

use domain::{Timestamp, ids::AuditEventId};
use thiserror::Error;

use super::{
    chain_hash::{BEFORE_THE_FIRST, chain_hash},
    checkpoint::MOST_ROWS_BETWEEN,
};
use crate::store::{ChainHead, Reader, SealedRow, StoreError};

const AT_ONCE: u64 = 1000;

/// One place where the log is not what was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    #[error("row {seq} ({event}) was changed after it was written")]
    Changed { seq: i64, event: AuditEventId },
    #[error("between places {after} and {found} of the chain, rows were removed")]
    Removed { after: i64, found: i64 },
    #[error(
        "row {seq} ({event}) at place {place} does not hang on the row before it: rows were put in, replaced or reordered"
    )]
    NotLinked {
        seq: i64,
        event: AuditEventId,
        place: i64,
    },
    #[error(
        "the chain reaches place {expected}, but its last row is {found}: the newest rows were removed"
    )]
    Cut { expected: i64, found: i64 },
    #[error("the checkpoint at place {place} does not fit the chain, or its signature is not ours")]
    Checkpoint { place: i64 },
    #[error(
        "the checkpoint at place {place} is signed by a key that is not set here, and no later one by ours vouches for it"
    )]
    UnknownKey { place: i64 },
    #[error("the checkpoint at place {place} says that it is older than what stands before it")]
    NotRising { place: i64 },
    #[error(
        "behind place {after} of the chain a checkpoint is missing: no more than {} rows go without one",
        MOST_ROWS_BETWEEN
    )]
    Missing { after: i64 },
    #[error(
        "behind place {after} of the chain a checkpoint has been due since {due}: it was removed, or no server has run since"
    )]
    Late { after: i64, due: Timestamp },
    #[error(
        "a checkpoint left this database on {at} for place {place}, and the chain ends at {end}: the newest rows were \
         removed, or an older copy was restored"
    )]
    Behind { place: i64, at: Timestamp, end: i64 },
    #[error(
        "what stands at place {place} is not what the checkpoint that left on {at} was signed over: the chain was built anew"
    )]
    Rebuilt { place: i64, at: Timestamp },
    #[error("the checkpoint that left on {at} for place {place} is not in the database any more")]
    CheckpointRemoved { place: i64, at: Timestamp },
    #[error("a checkpoint in the file, for place {place}, does not carry our signature")]
    Foreign { place: i64 },
    #[error("the chain's head says something else than its last row")]
    Head,
}

/// What a walk over the whole log found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    pub sealed: u64,
    /// Rows that are not sealed yet: only their own digests were checked.
    pub unsealed: u64,
    /// Checkpoints that are valid.
    pub checkpoints: u64,
    pub findings: Vec<Finding>,
}

pub async fn verify(reader: &Reader) -> Result<Verification, StoreError> {
    // The head is read first: rows sealed after that are behind it and fit on their own.
    let head = reader.chain().head().await?;
    let mut walk = Walk::default();
    loop {
        let rows = reader.chain().sealed_after(walk.place, AT_ONCE).await?;
        let Some(last) = rows.last().and_then(|row| row.sealed_seq) else {
            break;
        };
        for row in &rows {
            walk.sealed(row, head);
        }
        walk.place = last;
    }
    walk.end(head);
    let mut after = 0;
    loop {
        let rows = reader.chain().unsealed_after(after, AT_ONCE).await?;
        let Some(last) = rows.last().map(|row| row.seq) else {
            break;
        };
        for row in &rows {
            walk.unsealed(row);
        }
        after = last;
    }
    Ok(walk.found)
}

/// A walk along the chain.
struct Walk {
    place: i64,
    hash: [u8; 32],
    head_fits: bool,
    found: Verification,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            place: 0,
            hash: BEFORE_THE_FIRST,
            head_fits: false,
            found: Verification::default(),
        }
    }
}

impl Walk {
    fn sealed(&mut self, row: &SealedRow, head: ChainHead) {
        let place = row.sealed_seq.unwrap_or_default();
        self.found.sealed += 1;
        self.content(row);
        if place != self.place + 1 {
            self.found.findings.push(Finding::Removed {
                after: self.place,
                found: place,
            });
        }
        let expected = chain_hash(&self.hash, row.seq, place, &row.stored_digest);
        let linked =
            row.prev_hash.as_deref() == Some(&self.hash) && row.hash.as_deref() == Some(&expected);
        if place == self.place + 1 && !linked {
            self.found.findings.push(Finding::NotLinked {
                seq: row.seq,
                event: row.event,
                place,
            });
        }
        // Go on from what the row says, so that one break is one finding.
        let said = row.hash.as_deref().and_then(|hash| hash.try_into().ok());
        self.hash = said.unwrap_or(expected);
        self.place = place;
        if place == head.sealed_seq {
            self.head_fits = head.hash == Some(self.hash);
        }
    }

    fn unsealed(&mut self, row: &SealedRow) {
        self.found.unsealed += 1;
        self.content(row);
    }

    fn content(&mut self, row: &SealedRow) {
        if row.stored_digest != row.content_digest {
            self.found.findings.push(Finding::Changed {
                seq: row.seq,
                event: row.event,
            });
        }
    }

    fn end(&mut self, head: ChainHead) {
        if self.place < head.sealed_seq {
            self.found.findings.push(Finding::Cut {
                expected: head.sealed_seq,
                found: self.place,
            });
        } else if head.sealed_seq > 0 && !self.head_fits {
            self.found.findings.push(Finding::Head);
        }
    }
}
