//! Evidence on its way into the log: committed before data leaves, given its place in the hash chain soon after, and
//! checked row by row when somebody asks.

mod link;
mod sealer;
mod verify;
mod writer;

pub use sealer::{seal_waiting, start_sealer};
pub use verify::{Finding, Verification, verify};
pub use writer::{AuditWriter, Unavailable};
