//! The public halves of the keys that sign ID tokens (RFC 7517 §5).

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use openidconnect::core::CoreJsonWebKeySet;

use crate::{operations::tokens::signing_keys::published_keys, state::Deps};

pub(super) async fn published(State(deps): State<Deps>) -> Response {
    match published_keys(&deps).await {
        Ok(keys) => {
            let cache = HeaderValue::from_static("public, max-age=300");
            let body = Json(CoreJsonWebKeySet::new(keys));
            ([(header::CACHE_CONTROL, cache)], body).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "JWKS: signing keys could not be loaded");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
