//! The few browser calls, used from event handlers and effects only.

pub(crate) mod forms;
pub(crate) mod webauthn;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

use crate::{ZONE_COOKIE, paths};

/// Marks the document of somebody whose session is over: the style sheet hides what is personal.
const OVER: &str = "data-over";
/// Marks the button of a form that is kept over a sign-in and decides nothing.
const KEEPS: &str = "data-keeps";

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

/// Hides what is personal: the session is over, and the screen may be anybody's.
pub(crate) fn hide_page() {
    let hidden = document()
        .document_element()
        .map(|root| root.set_attribute(OVER, ""));
    if !matches!(hidden, Some(Ok(()))) {
        leptos::logging::warn!("the browser did not hide the page");
    }
}

/// Leads through signing in and back. What was filled in on the page is sent first, by the button that decides nothing: the
/// server keeps it for the one whose session it was.
pub(crate) fn sign_in_again() {
    if !forms::send_marked(KEEPS) {
        let here = window().location();
        let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
        go_to(&paths::SignIn { next: path }.to_string());
    }
}

/// Keeps the time zone of the browser for the pages to come.
pub fn keep_zone() {
    let Some(zone) = zone() else { return };
    // Over https every cookie of ours has the prefix (RFC 6265bis §4.1.3.2).
    let secure = window().location().protocol().as_deref() == Ok("https:");
    let (prefix, only) = if secure {
        ("__Host-", "; Secure")
    } else {
        ("", "")
    };
    let cookie =
        format!("{prefix}{ZONE_COOKIE}={zone}; Path=/; SameSite=Lax; Max-Age=31536000{only}");
    let kept = document()
        .dyn_into::<web_sys::HtmlDocument>()
        .is_ok_and(|page| page.set_cookie(&cookie).is_ok());
    if !kept {
        leptos::logging::warn!("the browser keeps no time zone");
    }
}

/// The name of the browser's zone in the IANA database (ECMA-402 §11.3.7).
fn zone() -> Option<String> {
    use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&options, &"timeZone".into())
        .ok()?
        .as_string()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
    zone.bytes().all(plain).then_some(zone)
}
