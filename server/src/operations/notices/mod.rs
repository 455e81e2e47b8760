//! Notices to people: write them, mail them, remind, and mark them as read.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Whether a notice is wanted, and when it may be mailed, is decided here; the store only keeps it.

pub mod choose_mails;
pub mod deliver_mail;
pub mod list_notices;
pub mod list_outbox;
pub mod mark_notices_read;
pub mod publish_privacy_notice;
pub mod remind;
pub mod remind_delegations;
pub mod show_privacy_notice;
pub mod tell_first_reads;
pub mod tell_guessed;
pub mod tell_privacy_notice;
