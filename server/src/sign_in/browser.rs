//! The cookie that ties an attempt to the browser that began it. It opens nothing by itself.

use axum::http::HeaderMap;
use domain::upstream::UpstreamAttempt;

use crate::{
    http::cookies::{CookieScheme, find},
    secret::{Secret, SecretKind},
    state::Deps,
};

const fn name(scheme: CookieScheme) -> &'static str {
    match scheme {
        CookieScheme::Secure => "__Host-sayso-hospital",
        CookieScheme::PlainLoopback => "sayso-hospital",
    }
}

/// What the browser presents, if it can be one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = find(headers, name(CookieScheme::of(&deps.config)))?;
    Secret::parse(SecretKind::Upstream, text)
}

/// `Set-Cookie` for a new attempt.
pub(super) fn cookie(deps: &Deps, secret: &Secret) -> String {
    let seconds = UpstreamAttempt::LIFETIME.num_seconds();
    set(deps, secret.expose(), seconds)
}

/// `Set-Cookie` that forgets it.
pub fn no_cookie(deps: &Deps) -> String {
    set(deps, "", 0)
}

/// `Lax`: it must come along when the provider sends the browser back.
fn set(deps: &Deps, value: &str, seconds: i64) -> String {
    let scheme = CookieScheme::of(&deps.config);
    let pair = format!("{}={value}", name(scheme));
    scheme.header(&pair, &format!("; Max-Age={seconds}"))
}
