//! Evidence on its way into the log: committed before data leaves, given its place in the hash chain soon after, and
//! checked row by row when somebody asks.

mod checkpoint;
mod link;
mod sealer;
mod verify;
mod writer;

pub use checkpoint::{sign_if_due, signed_text};
pub use sealer::seal_waiting;
pub use verify::{Finding, Verification, verify};
pub use writer::{AuditWriter, Unavailable};
