//! The cookie that ties an attempt to the browser that began it. It opens nothing by itself.

use axum::http::HeaderMap;
use domain::upstream::UpstreamAttempt;

use crate::{
    http::cookies::CookieScheme,
    secret::{Secret, SecretKind},
    state::Deps,
};

const NAME: &str = "sayso-hospital";

/// What the browser presents, if it can be one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = CookieScheme::of(&deps.config).find(headers, NAME)?;
    Secret::parse(SecretKind::Upstream, text)
}

/// `Set-Cookie` for a new attempt.
pub(super) fn cookie(deps: &Deps, secret: &Secret) -> String {
    let seconds = UpstreamAttempt::LIFETIME.num_seconds();
    let seconds = u32::try_from(seconds).unwrap_or_default();
    set(deps, secret.expose(), seconds)
}

/// `Set-Cookie` that forgets it.
pub fn no_cookie(deps: &Deps) -> String {
    set(deps, "", 0)
}

/// It comes along when the provider sends the browser back, as every cookie of ours does (`SameSite=Lax`).
fn set(deps: &Deps, value: &str, seconds: u32) -> String {
    CookieScheme::of(&deps.config).set(NAME, value, seconds)
}
