//! From the request of an app to the person's decision: what is asked, what the consent page offers, and the yes or
//! no (RFC 6749 §4.1.1–4.1.2).
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Whatever decides here locks the request first, and checks the choice against the offer: [`consent_offer`] is the only
//! place that says what may be chosen.

pub mod approval_proof;
pub mod approve_consent;
pub mod approve_sign_in;
pub mod choose;
mod commit_approval;
pub mod consent_offer;
mod denied;
pub mod deny_consent;
pub mod deny_sign_in;
pub mod find_app_origin;
pub mod find_asked_who;
pub mod find_asking_app;
pub mod find_closed;
pub mod open_request;
pub mod reach_demand;
pub mod records_to_choose;
pub mod request_authorization;
