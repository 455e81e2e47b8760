//! Accounts for people whom the hospital knows: it makes an activation, and whoever holds the link or the letter answers
//! the hospital's question and begins the account ([`domain::activation`]).
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Whoever opens an activation is told one sentence, whatever is wrong with it.

pub mod activate_account;
pub mod activate_with_passkey;
pub(super) mod begin_account;
pub mod find_activation;
pub mod find_record;
pub mod mail_activation;
pub mod make_activation;
pub mod open_activation;
pub(super) mod refuse_known;
pub(super) mod send_link;
pub mod withdraw_activation;
