//! What every answer has in common: a trace number, safe headers, the cross-site check, the session cookie, patience limits.

pub mod cookies;
pub mod correlation;
pub mod csrf;
pub mod headers;
mod router;
pub mod throttle;

pub use router::router;
