//! Audit events on their way into the log: committed before data leaves, sealed into the hash chain soon after, and
//! verified row by row on demand.

mod chain_hash;
mod checkpoint;
mod sealer;
mod verify;
mod writer;

pub use checkpoint::{sign_if_due, signed_text};
pub use sealer::seal_waiting;
pub use verify::{Finding, Verification, verify};
pub use writer::{AuditWriter, Unavailable};
