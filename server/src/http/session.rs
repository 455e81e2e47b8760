//! Who is signed in by the session cookie of a request, and the cookies that begin and end a session.

use axum::http::{HeaderMap, request::Parts};

use super::{cookies::CookieScheme, correlation};
use crate::{
    context::Context,
    operations::sign_in::find_session::{Visitor, find_session},
    secret::{Secret, SecretKind},
    state::Deps,
    store::StoreError,
};

/// Returns the session cookie, if it has the form of one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = CookieScheme::of(&deps.config).session(headers)?;
    Secret::parse(SecretKind::Session, text)
}

/// Returns the context for an operation that begins a session: with the browser's present session, which the new one
/// replaces.
pub fn context(deps: &Deps, request: &Parts) -> Context {
    let shown = presented(deps, &request.headers);
    correlation::of(request).showing(shown.map(|secret| secret.digest()))
}

/// Returns who is signed in; `None` without a live session.
pub async fn visitor(deps: &Deps, headers: &HeaderMap) -> Result<Option<Visitor>, StoreError> {
    match presented(deps, headers) {
        Some(secret) => find_session(deps, &secret).await,
        None => Ok(None),
    }
}

/// `Set-Cookie` for a new session.
pub fn cookie(deps: &Deps, secret: &Secret) -> String {
    CookieScheme::of(&deps.config).set_session(secret.expose())
}

/// `Set-Cookie` that removes the session.
pub fn no_cookie(deps: &Deps) -> String {
    CookieScheme::of(&deps.config).clear_session()
}
