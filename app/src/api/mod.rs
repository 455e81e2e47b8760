//! The facts that pages show, the forms that they send, and what their islands ask the server for.
//!
//! Every function finds out who asks, then calls the one method that answers. The `server` crate implements the traits of
//! `session`; without a session handle there is no method to call. What a page is opened with is asked in `pages::open`.

#[cfg(feature = "ssr")]
pub mod account;
pub mod activity;
pub mod choice;
pub mod connected_apps;
pub mod consent;
pub mod error;
pub mod frame;
pub mod hospital;
#[cfg(feature = "ssr")]
pub mod key_session;
pub mod notices;
pub mod passkeys;
#[cfg(feature = "ssr")]
pub mod patient_session;
pub mod people;
#[cfg(feature = "ssr")]
pub mod people_session;
pub mod proof;
pub mod records;
pub mod recovery;
pub mod security;
#[cfg(feature = "ssr")]
pub mod session;
pub mod sign_in;

use serde::{Deserialize, Serialize};

pub use error::PortalError;
pub use frame::Frame;

/// A page as the server answers it: what surrounds every page, and this page's own facts or the reason there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub frame: Frame,
    pub body: Result<T, PortalError>,
}
