//! Health records: import and label them, decide about an access, read, search, show and export them.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Nothing leaves before [`decide_access`] has answered and its audit event is committed; a body is read only through the
//! filter that it gives.

mod birth_dates;
pub mod decide_access;
pub mod everything;
pub mod export_record;
pub mod import_records;
mod included;
mod index;
pub mod label_anew;
mod labels;
pub mod lists;
pub mod preview_counts;
pub mod read_record;
mod redisclosure;
pub(super) mod related_person;
pub mod search_records;
mod stamp;
pub mod view_records;
mod within_limits;
