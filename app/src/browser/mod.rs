//! The few browser calls, used from event handlers and effects only.

pub(crate) mod forms;
pub(crate) mod webauthn;

use leptos::prelude::window;

/// Tells the server, goes elsewhere at once and takes this page out of the history. Returns whether the browser did.
pub(crate) fn leave_for(address: &str, by: &str) -> bool {
    let told = web_sys::UrlSearchParams::new().and_then(|nothing| {
        let navigator = window().navigator();
        navigator.send_beacon_with_opt_url_search_params(by, Some(&nothing))
    });
    told.unwrap_or_default() && window().location().replace(address).is_ok()
}

/// Goes elsewhere as a new page, with whatever cookies there are now.
pub(crate) fn go_to(address: &str) {
    if window().location().assign(address).is_err() {
        leptos::logging::warn!("the browser did not leave the page");
    }
}
