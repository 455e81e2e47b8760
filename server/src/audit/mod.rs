//! Audit events on their way into the log: committed before data leaves, sealed into the hash chain soon after, and
//! verified row by row on demand.

mod chain_hash;
mod checkpoint;
mod checkpoint_file;
mod sealer;
mod verify;
mod writer;

pub use checkpoint::{
    LONGEST_WITHOUT, MOST_ROWS_BETWEEN, as_line, in_line, sign_if_due, signed_text,
};
pub use checkpoint_file::{CheckpointFileError, append_checkpoints, read_checkpoints};
pub use sealer::{SealedGroup, seal_group, seal_waiting};
pub use verify::{Finding, Verification, verify};
pub use writer::{AuditWriter, Unavailable};
