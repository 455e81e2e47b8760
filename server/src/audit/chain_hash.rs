//! The hash chain: how one row of the log depends on the one before it.

use sha2::{Digest, Sha256};

/// The hash before the first row.
pub(super) const BEFORE_THE_FIRST: [u8; 32] = [0; 32];

/// The hash of a row: over the hash before it, its places in log and chain, and the digest of its content.
pub(super) fn chain_hash(
    previous: &[u8; 32],
    seq: i64,
    sealed_seq: i64,
    content_digest: &[u8],
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"sayso audit chain 1");
    hash.update(previous);
    hash.update(seq.to_be_bytes());
    hash.update(sealed_seq.to_be_bytes());
    hash.update(content_digest);
    hash.finalize().into()
}
