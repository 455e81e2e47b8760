//! Evidence: what happened, once, in a form that can be counted, shown as a sentence and proved.

mod event;
mod refusal;
mod stated_reason;
mod statement;

pub use event::{AuditAction, AuditEvent, ExceptionKind, Outcome, RecordReference};
pub use refusal::{AnonymousRefusal, RefusalCount};
pub use stated_reason::{NoReason, StatedReason};
pub use statement::{Statement, StatementFacts};
