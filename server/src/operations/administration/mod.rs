//! What staff and the command line do: people, clients, the audit log and what is old.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Every act names who did it and leaves an audit event.

pub mod account_care;
pub mod add_person;
pub mod back_up;
pub mod check_ready;
pub mod check_role;
pub mod demo_database;
pub mod end_account_sessions;
pub mod export_audit;
pub mod find_staff;
mod leave_record;
pub mod list_clients;
pub mod list_refusals;
pub mod lock_account;
pub mod measure;
pub mod merge_records;
pub mod move_record;
pub mod operator_event;
pub mod prune;
pub mod register_client;
pub mod reset_passkeys;
pub mod review_client;
pub mod rewrap_keys;
pub mod save_refusals;
pub mod seal_audit;
pub mod show_account;
pub mod stop_consent;
pub mod stop_delegation;
mod suspend_sharing;
pub mod verify_audit;
mod withdraw_invitations;
pub mod withdraw_record;
