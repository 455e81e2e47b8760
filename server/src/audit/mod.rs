//! Evidence on its way into the log: written before data leaves, chained soon after.

mod writer;

pub use writer::{AuditWriter, Unavailable};
