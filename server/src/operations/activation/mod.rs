//! Accounts for people whom the hospital knows: it makes an activation, and whoever holds the link or the letter answers
//! the hospital's question and begins the account ([`domain::activation`]); or its own sign-in says whose record it is.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Whoever opens an activation is told one sentence, whatever is wrong with it.

mod about;
pub mod activate_account;
pub mod activate_with_passkey;
pub(super) mod begin_account;
mod claimed_record;
mod enrol_error;
mod enrol_upstream;
pub mod find_activation;
pub mod find_record;
pub mod finish_upstream;
mod finished_upstream;
mod first_upstream;
mod follow_claims;
mod letter_code;
pub mod mail_activation;
pub mod make_activation;
pub mod open_activation;
pub(super) mod refuse_known;
pub(super) mod send_link;
mod upstream_session;
pub mod withdraw_activation;
