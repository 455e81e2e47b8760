//! Sessions: sign in with a password, a passkey or the hospital's provider, find, rotate and end a session.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Answer unknown accounts like known ones, in the same time. Every authentication begins a session or rotates it.

pub mod begin_passkey_sign_in;
pub mod begin_session;
pub mod choose_sign_in;
pub(super) mod commit_session;
pub mod end_sessions;
pub mod find_session;
pub mod link_upstream;
pub mod list_sessions;
mod remember_device;
pub mod rotate_session;
pub mod save_language;
pub mod session_error;
pub mod sign_in_with_passkey;
pub mod sign_in_with_password;
pub mod sign_out;
pub mod start_upstream;
pub mod take_upstream_answer;
pub mod unlink_upstream;
