//! What a person proves themselves with: passkeys (WebAuthn), codes, passwords, and account recovery.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! A change asks for a proof through `proof`, tells the person through `trust_change`, and leaves other sessions nothing.

pub mod add_passkey;
pub mod begin_passkey;
pub mod begin_proof;
pub mod begin_recovery;
pub mod change_password;
pub mod check_recovery;
pub mod code;
pub mod find_new_passkey;
pub mod list_doubts;
pub mod list_passkeys;
pub mod mail_code;
pub mod make_recovery_codes;
pub mod paper_code;
pub mod prove_with_code;
pub mod prove_with_passkey;
pub mod recover_account;
pub mod remove_passkey;
pub mod rename_passkey;
pub mod settle_passkey;
pub mod stop_recovery;
pub mod verify_password;
pub mod vouch_for_passkey;
pub mod webauthn_challenge;
