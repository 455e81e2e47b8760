//! The facts that pages show, and the forms that they send: plain values that the server and the browser both know.

pub mod activation;
pub mod activity;
pub mod choice;
pub mod connected_apps;
pub mod consent;
pub mod error;
pub mod frame;
pub mod hospital;
pub mod notices;
pub mod passkeys;
pub mod people;
pub mod privacy;
pub mod proof;
pub mod records;
pub mod recovery;
pub mod security;
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
