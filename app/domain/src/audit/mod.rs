//! Evidence: what happened, once, in a form that can be counted, shown as a sentence and proved.

mod event;
mod refusal;
mod statement;

pub use event::{AuditAction, AuditEvent, ExceptionKind, Outcome, RecordReference};
pub use refusal::{AnonymousRefusal, RefusalCount};
pub use statement::{Statement, StatementFacts};
