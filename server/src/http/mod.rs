//! What every response has in common: a correlation id, the address of the client, security headers, the CSRF check, the session cookie, limits.

pub mod body_deadline;
pub mod client_address;
pub mod cookies;
pub mod correlation;
pub mod cors;
pub mod csrf;
pub mod form;
pub mod headers;
pub mod health;
pub(crate) mod language;
pub mod metrics;
pub(crate) mod own_path;
pub mod public_address;
pub mod redirect;
mod serve;
pub mod session;
pub(crate) mod zone;

pub use serve::{Connections, serve};
