//! What the server does, one file per verb: one transaction, one audit story each. No HTTP in here.
//!
//! To add an operation:
//! 1. Name the file after its verb (`revoke_consent.rs`); at most 150 lines.
//! 2. Give it typed arguments after `&Deps` and [`Context`], and one error enum of its own (thiserror) that takes
//!    [`StoreError`](crate::store::StoreError) in.
//! 3. Take `now` once: `let now = deps.clock.now()`. Ids come from `deps.new_id(now)`, secrets from
//!    `deps.secret(kind)`.
//! 4. Open the transaction with `deps.store.begin()`, `lock` what you change, let a pure transition of the `domain`
//!    crate make the change, `save` it.
//! 5. Start the evidence with `deps.event(ctx, now, actor, action)`. A change writes it with `tx.audit(event)` before
//!    `tx.commit()`; a read or a refusal that changes nothing writes it with `deps.audit.record(event)` before anything
//!    is served.
//! 6. Test it on every database (`tests/operations`), and add its route to the table of routes.

pub mod accept_invitation;
pub mod act_for;
pub mod acting;
pub mod add_guardian;
pub mod add_passkey;
pub mod add_person;
mod app_news;
pub mod approve_consent;
pub mod ask_for_more;
pub mod authenticate_client;
pub mod begin_passkey;
pub mod begin_passkey_sign_in;
pub mod begin_proof;
pub mod begin_recovery;
pub mod begin_session;
mod caregiver_news;
mod caregiver_view;
pub mod change_consent;
pub mod change_delegation;
pub mod change_password;
pub mod check_ready;
pub mod check_recovery;
pub mod choose;
pub mod choose_mails;
mod client_answer;
pub mod code;
mod code_verifier;
mod connection;
pub mod consent_offer;
mod context;
pub mod decide_access;
pub mod decline_invitation;
pub mod decline_more;
pub mod deliver_mail;
pub mod deny_consent;
pub mod end_delegation;
pub mod end_sessions;
pub mod exchange_code;
pub mod export_audit;
pub mod export_record;
pub mod find_app_origin;
pub mod find_asking_app;
pub mod find_client;
pub mod find_new_passkey;
pub mod find_patient_name;
pub mod find_refreshing_client;
pub mod find_session;
pub mod finish_upstream;
pub mod import_records;
pub mod introspect_token;
mod invitation_link;
pub mod invite_caregiver;
pub mod issue_tokens;
pub mod link_upstream;
pub mod list_activity;
pub mod list_clients;
pub mod list_connected_apps;
pub mod list_notices;
pub mod list_outbox;
pub mod list_passkeys;
pub mod list_people;
pub mod list_sessions;
pub mod mail_code;
pub mod make_recovery_codes;
pub mod mark_notices_read;
pub mod open_account;
pub mod open_invitation;
mod passkey_question;
pub mod picture_activity;
mod prelude;
pub mod preview_counts;
pub mod proof;
pub mod prove_with_code;
pub mod prove_with_passkey;
pub mod prune;
pub mod reach_demand;
pub mod read_record;
pub mod records_to_choose;
pub mod recover_account;
pub mod register_client;
mod related_person;
pub mod remind;
pub mod remind_delegations;
pub mod remove_passkey;
pub mod rename_passkey;
pub mod request_authorization;
pub mod review_client;
pub mod revoke_consent;
pub mod revoke_token;
pub mod rotate_refresh_token;
pub mod rotate_session;
pub mod save_language;
pub mod seal_audit;
pub mod search_records;
pub mod set_quiet_mode;
pub mod settle_ages;
pub mod show_connected_app;
pub mod sign_in;
pub mod sign_in_with_passkey;
pub mod sign_out;
pub mod signing_keys;
pub mod start_upstream;
pub mod stop_recovery;
pub mod take_upstream_answer;
pub mod tell_first_reads;
mod tries;
mod trust_change;
pub mod unlink_upstream;
pub mod userinfo;
pub mod verify_audit;
pub mod verify_password;
pub mod view_records;
pub mod withdraw_invitation;

pub use client_answer::answer_location;
pub use context::Context;
pub use passkey_question::Asked;
pub use tries::PasswordTries;
pub use trust_change::TrustChange;
