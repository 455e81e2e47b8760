//! What forms and islands ask the server for: one function per form, one call each.
//!
//! Every function finds out who asks, then calls the one method of [`crate::session`] that answers. What a page is opened
//! with is asked in `pages::open`.

pub mod activation;
pub mod connected_apps;
pub mod consent;
pub mod find;
pub mod hospital;
pub mod notices;
pub mod passkeys;
pub mod people;
pub mod recovery;
pub mod security;
pub mod sign_in;
