//! Checkpoints, signed places in the chain: a log that is rewritten from some row on, hashes and all, would need new
//! signatures.

use chrono::TimeDelta;
use domain::Timestamp;

use crate::store::{ChainHead, Checkpoint};

/// A checkpoint is due after so many rows, or when the last one is so old.
const EVERY_ROWS: i64 = 1000;
const EVERY: TimeDelta = TimeDelta::hours(1);

/// Returns what the signature of a checkpoint is over.
pub fn signed_text(sealed_seq: i64, hash: &[u8], at: Timestamp) -> Vec<u8> {
    let mut text = b"sayso audit checkpoint 1".to_vec();
    text.extend_from_slice(&sealed_seq.to_be_bytes());
    text.extend_from_slice(&at.timestamp_millis().to_be_bytes());
    text.extend_from_slice(hash);
    text
}

/// Returns the place and hash to sign; `None` if no checkpoint is due.
pub fn sign_if_due(
    head: ChainHead,
    last: Option<&Checkpoint>,
    now: Timestamp,
) -> Option<(i64, [u8; 32])> {
    let hash = head.hash?;
    let due = last.is_none_or(|last| {
        let rows = head.sealed_seq - last.sealed_seq;
        rows >= EVERY_ROWS || (rows > 0 && now - last.at >= EVERY)
    });
    due.then_some((head.sealed_seq, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed_at(sealed_seq: i64, at: Timestamp) -> Checkpoint {
        Checkpoint {
            sealed_seq,
            hash: vec![1; 32],
            at,
            key_id: "k".to_owned(),
            signature: Vec::new(),
        }
    }

    #[test]
    fn a_checkpoint_is_due_after_a_thousand_rows_or_an_hour() {
        let now = Timestamp::from_timestamp(1_000_000, 0).unwrap();
        let head = |sealed_seq| ChainHead {
            sealed_seq,
            hash: Some([2; 32]),
        };
        let last = signed_at(10, now);
        let due = |head, later| sign_if_due(head, Some(&last), now + later).is_some();
        assert!(sign_if_due(head(1), None, now).is_some());
        assert!(!due(head(1009), TimeDelta::minutes(59)));
        assert!(due(head(1010), TimeDelta::zero()));
        assert!(due(head(11), TimeDelta::hours(1)));
        assert!(!due(head(10), TimeDelta::hours(9)));
    }
}
