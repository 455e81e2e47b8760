//! The portal: pages, components and words that the server renders. In the browser only its islands live: the few places
//! where scripts make something easier. `document` and `pages` are the server's alone.

// A page is one type: the limit is how deep its elements may nest.
#![recursion_limit = "512"]
#![expect(
    clippy::needless_pass_by_value,
    reason = "what a component is given is its own: it may outlive the one who gave it"
)]

/// The cookie in which a script keeps the time zone of the browser.
pub const ZONE_COOKIE: &str = "sayso_zone";

pub mod api;
mod browser;
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
pub mod facts;
#[cfg(feature = "ssr")]
pub mod letter;
pub mod markup;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod paths;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(all(test, feature = "ssr"))]
mod tests;
pub mod words;

#[cfg(feature = "ssr")]
pub use document::{App, shell};

pub use browser::keep_zone;
