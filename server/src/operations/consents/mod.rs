//! The consents that are in force: list, show, narrow, renew and revoke them, and what was done under them.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! A change ends or narrows tokens in the same transaction. A list takes an `Acting` and shows a caregiver their part only:
//! [`caregiver_view`].

mod activity_entry;
mod activity_filter;
mod activity_names;
pub(super) mod caregiver_view;
pub mod change_consent;
pub mod list_activity;
pub mod list_connected_apps;
pub mod picture_activity;
pub mod revoke_consent;
pub mod show_connected_app;
mod things_once;
