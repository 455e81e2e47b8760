//! Who is behind a request, by its session cookie, and the cookies that begin and end a session.

use axum::http::{HeaderMap, request::Parts};

use super::{cookies::CookieScheme, correlation};
use crate::{
    context::Context,
    operations::sign_in::find_session::{Visitor, find_session},
    secret::{Secret, SecretKind},
    state::Deps,
    store::StoreError,
};

/// What the browser presents as its session, if it can be one.
pub fn presented(deps: &Deps, headers: &HeaderMap) -> Option<Secret> {
    let text = CookieScheme::of(&deps.config).session(headers)?;
    Secret::parse(SecretKind::Session, text)
}

/// What an operation that begins a session is told: which one the browser shows, so that the new one takes its place.
pub fn context(deps: &Deps, request: &Parts) -> Context {
    let shown = presented(deps, &request.headers);
    correlation::of(request).showing(shown.map(|secret| secret.digest()))
}

/// The person behind the request, if somebody is signed in.
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

/// `Set-Cookie` that takes the session away.
pub fn no_cookie(deps: &Deps) -> String {
    CookieScheme::of(&deps.config).clear_session()
}
