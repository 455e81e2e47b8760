//! Checkpoints, signed places in the chain: a log that is rewritten from some row on, hashes and all, would need new
//! signatures. As a line of text, each leaves the database.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::Timestamp;

use super::sealer::AT_ONCE;
use crate::store::{ChainHead, Checkpoint};

/// A checkpoint is due after so many rows, or when the first row behind the last one is so old.
const EVERY_ROWS: i64 = 1000;
const EVERY: TimeDelta = TimeDelta::minutes(10);

/// No more rows than this go without a checkpoint: one is due, a group was on its way, and another node seals one meanwhile.
pub const MOST_ROWS_BETWEEN: i64 = EVERY_ROWS + 2 * AT_ONCE;
/// So old is the first row without a checkpoint at most, where a server runs.
pub const LONGEST_WITHOUT: TimeDelta = TimeDelta::minutes(20);

/// Bytes of a hash of the chain (SHA-256) and of a signature (ECDSA on P-256).
const HASH: usize = 32;
const SIGNATURE: usize = 64;

/// What a line begins with that carries a checkpoint.
const MARK: &str = "sayso-checkpoint.1.";

/// Returns what the signature of a checkpoint is over.
pub fn signed_text(sealed_seq: i64, hash: &[u8], at: Timestamp) -> Vec<u8> {
    let mut text = b"sayso audit checkpoint 1".to_vec();
    text.extend_from_slice(&sealed_seq.to_be_bytes());
    text.extend_from_slice(&at.timestamp_millis().to_be_bytes());
    text.extend_from_slice(hash);
    text
}

/// Returns the place and hash to sign; `None` if no checkpoint is due. A new key vouches at once for what older ones signed.
pub fn sign_if_due(
    head: ChainHead,
    last: Option<&Checkpoint>,
    key_id: &str,
    now: Timestamp,
) -> Option<(i64, [u8; 32])> {
    let hash = head.hash?;
    let due = last.is_none_or(|last| {
        let rows = head.sealed_seq - last.sealed_seq;
        let new_key = last.key_id != key_id;
        rows > 0 && (new_key || rows >= EVERY_ROWS || now - last.at >= EVERY)
    });
    due.then_some((head.sealed_seq, hash))
}

/// Returns a checkpoint as one word, for a file or a log that the database does not hold.
pub fn as_line(checkpoint: &Checkpoint) -> String {
    format!(
        "{MARK}{}.{}.{}.{}.{}",
        checkpoint.sealed_seq,
        checkpoint.at.timestamp_millis(),
        URL_SAFE_NO_PAD.encode(&checkpoint.hash),
        checkpoint.key_id,
        URL_SAFE_NO_PAD.encode(&checkpoint.signature)
    )
}

/// Returns the checkpoint that stands somewhere in a line, as a log may have put words around it; `None` if there is none.
pub fn in_line(line: &str) -> Option<Checkpoint> {
    let word = &line[line.find(MARK)? + MARK.len()..];
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let word = word.split(|letter| !is_part(letter)).next()?;
    let mut parts = word.split('.');
    let checkpoint = Checkpoint {
        sealed_seq: parts.next()?.parse().ok()?,
        at: Timestamp::from_timestamp_millis(parts.next()?.parse().ok()?)?,
        hash: URL_SAFE_NO_PAD.decode(parts.next()?).ok()?,
        key_id: parts.next()?.to_owned(),
        signature: URL_SAFE_NO_PAD.decode(parts.next()?).ok()?,
    };
    // A line that was cut off says less than was signed.
    let is_whole = checkpoint.hash.len() == HASH && checkpoint.signature.len() == SIGNATURE;
    (is_whole && parts.next().is_none()).then_some(checkpoint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed_at(sealed_seq: i64, at: Timestamp) -> Checkpoint {
        Checkpoint {
            sealed_seq,
            hash: vec![1; 32],
            at,
            key_id: "checkpoint-1".to_owned(),
            signature: vec![7; 64],
        }
    }

    #[test]
    fn a_checkpoint_is_due_after_a_thousand_rows_ten_minutes_or_a_new_key() {
        let now = Timestamp::from_timestamp(1_000_000, 0).unwrap();
        let head = |sealed_seq| ChainHead {
            sealed_seq,
            hash: Some([2; 32]),
        };
        let last = signed_at(10, now);
        let due = |head, key, later| sign_if_due(head, Some(&last), key, now + later).is_some();
        assert!(sign_if_due(head(1), None, "checkpoint-1", now).is_some());
        assert!(!due(head(1009), "checkpoint-1", TimeDelta::minutes(9)));
        assert!(due(head(1010), "checkpoint-1", TimeDelta::zero()));
        assert!(due(head(11), "checkpoint-1", TimeDelta::minutes(10)));
        assert!(due(head(11), "checkpoint-2", TimeDelta::zero()));
        assert!(!due(head(10), "checkpoint-2", TimeDelta::hours(9)));
    }

    #[test]
    fn a_line_says_all_of_a_checkpoint_whatever_stands_around_it() {
        let at = Timestamp::from_timestamp_millis(1_796_000_000_123).unwrap();
        let checkpoint = signed_at(4711, at);
        let line = as_line(&checkpoint);
        for said in [
            line.clone(),
            format!("Nov 30 host sayso[1]: checkpoint={line}"),
            format!("{{\"checkpoint\":\"{line}\",\"level\":\"INFO\"}}"),
        ] {
            assert_eq!(in_line(&said).as_ref(), Some(&checkpoint), "{said}");
        }
        for other in [
            "",
            "sayso-checkpoint.1.",
            &line[..line.len() - 1],
            &format!("{line}.more"),
        ] {
            assert_eq!(in_line(other), None, "{other}");
        }
    }
}
