//! All routes in one place, and the layers around them.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    correlation::{CorrelationSource, correlate},
    csrf::{OwnOrigin, refuse_cross_site},
    headers::harden,
    health,
};
use crate::{authorization_server, portal, resource_server, state::AppState};

/// Nothing honest is longer than this; single routes may allow less.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Everything that this server answers.
pub fn router(state: AppState) -> Router {
    let source = CorrelationSource {
        clock: state.deps.clock.clone(),
        entropy: state.deps.entropy.clone(),
    };
    let own = OwnOrigin(state.deps.config.issuer());
    Router::new()
        .merge(portal::routes(&state).layer(from_fn_with_state(own, refuse_cross_site)))
        .merge(authorization_server::routes(&state))
        .merge(resource_server::routes(&state))
        .merge(health::routes())
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(harden))
        .layer(from_fn_with_state(source, correlate))
        .with_state(state)
}

/// Never meant to happen; whoever meets it learns nothing but the number that leads to the log.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text, "a request panicked");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side.\n",
    )
        .into_response()
}
