//! The few browser calls, used from event handlers and effects only.

pub(crate) mod forms;
pub(crate) mod webauthn;

use leptos::prelude::window;

/// Goes elsewhere and takes this page out of the history.
pub(crate) fn leave_for(address: &str) {
    // A browser that refuses to navigate leaves the person where they are; the link itself still works.
    if window().location().replace(address).is_err() {
        leptos::logging::warn!("the browser did not leave the page");
    }
}

/// Goes elsewhere as a new page, with whatever cookies there are now.
pub(crate) fn go_to(address: &str) {
    if window().location().assign(address).is_err() {
        leptos::logging::warn!("the browser did not leave the page");
    }
}
