//! Who is signed in by the session cookie of a request, and the cookies that begin and end a session.

use axum::http::{HeaderMap, request::Parts};
use chrono::TimeDelta;

use super::{cookies::CookieScheme, correlation};
use crate::{
    context::Context,
    operations::sign_in::{
        begin_session::SignedIn,
        find_session::{Visitor, find_session},
    },
    secret::{Secret, SecretKind},
    state::Deps,
    store::StoreError,
};

/// The cookie of a browser that signed in before.
const KNOWN_DEVICE: &str = "sayso_device";
/// As long as browsers keep a cookie (RFC 6265bis §5.5).
const KNOWN_FOR: TimeDelta = TimeDelta::days(400);

/// Returns the session cookie, if it has the form of one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = CookieScheme::of(&deps.config).session(headers)?;
    Secret::parse(SecretKind::Session, text)
}

/// Returns the context for an operation that begins a session: with the browser's present session, which the new one
/// replaces.
pub fn context(deps: &Deps, request: &Parts) -> Context {
    let shown = presented(deps, &request.headers);
    recognised(deps, request).showing(shown.map(|secret| secret.digest()))
}

/// Returns the context for an operation that is limited for those who are not known: with the cookie of a browser that
/// signed in before.
pub fn recognised(deps: &Deps, request: &Parts) -> Context {
    let scheme = CookieScheme::of(&deps.config);
    let text = scheme.find(&request.headers, KNOWN_DEVICE);
    let cookie = text.and_then(|text| Secret::parse(SecretKind::Device, text));
    correlation::of(request).known_by(cookie.map(|secret| secret.digest()))
}

/// Returns who is signed in; `None` without a live session.
pub async fn visitor(deps: &Deps, headers: &HeaderMap) -> Result<Option<Visitor>, StoreError> {
    match presented(deps, headers) {
        Some(secret) => find_session(deps, &secret).await,
        None => Ok(None),
    }
}

/// `Set-Cookie` for a browser in which a session begins: the session's, and the one that it is known by afterwards. The
/// latter opens nothing, and stays when somebody signs out.
pub fn cookies(deps: &Deps, signed_in: &SignedIn) -> [String; 2] {
    let known = signed_in.known_device.expose();
    let scheme = CookieScheme::of(&deps.config);
    [
        cookie(deps, &signed_in.secret),
        scheme.set(KNOWN_DEVICE, known, KNOWN_FOR),
    ]
}

/// `Set-Cookie` for a session.
pub fn cookie(deps: &Deps, secret: &Secret) -> String {
    CookieScheme::of(&deps.config).set_session(secret.expose())
}

/// `Set-Cookie` that removes the session.
pub fn no_cookie(deps: &Deps) -> String {
    CookieScheme::of(&deps.config).clear_session()
}
