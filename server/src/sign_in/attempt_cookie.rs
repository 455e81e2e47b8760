//! The cookie that ties an attempt to the browser that began it. It opens nothing by itself.

use axum::http::HeaderMap;
use domain::upstream::UpstreamAttempt;

use crate::{
    http::cookies::CookieScheme,
    secret::{Secret, SecretKind},
    state::Deps,
};

const NAME: &str = "sayso-hospital";

/// Returns the cookie, if it has the form of one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = CookieScheme::of(&deps.config).find(headers, NAME)?;
    Secret::parse(SecretKind::Upstream, text)
}

/// `Set-Cookie` for a new attempt.
pub(super) fn cookie(deps: &Deps, secret: &Secret) -> String {
    // It comes along when the provider sends the browser back, as every cookie of ours does (`SameSite=Lax`).
    let lasts = UpstreamAttempt::LIFETIME;
    CookieScheme::of(&deps.config).set(NAME, secret.expose(), lasts)
}

/// `Set-Cookie` that removes it.
pub fn no_cookie(deps: &Deps) -> String {
    CookieScheme::of(&deps.config).forget(NAME)
}
