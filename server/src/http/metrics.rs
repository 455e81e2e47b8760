//! Who may read what is counted, and where? On a listener of its own, or for a token; what the address of the other end is
//! says nothing, because behind a proxy everybody comes from there.

use std::time::Instant;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    config::Config,
    metrics::{self, Method, Metrics},
    operations::administration::measure::measure,
    state::{AppState, Deps},
};

const PATH: &str = "/metrics";

/// The route among all others: only where a token is set.
pub fn routes(config: &Config) -> Router<AppState> {
    if config.metrics_token.is_some() {
        Router::new().route(PATH, get(tell))
    } else {
        Router::new()
    }
}

/// The route alone, for a listener of its own.
pub fn router(deps: Deps) -> Router {
    Router::new().route(PATH, get(tell)).with_state(deps)
}

/// Counts each answer under the template of its route.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let method = Method::of(request.method().as_str());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map(MatchedPath::as_str);
    metrics.answered(method, route, response.status().as_u16(), begun.elapsed());
    response
}

async fn tell(State(deps): State<Deps>, headers: HeaderMap) -> Response {
    let token = deps.config.metrics_token.as_ref();
    if token.is_some_and(|token| !bearer(&headers).is_some_and(|shown| token.is(shown))) {
        let ask = [(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
        return (StatusCode::UNAUTHORIZED, ask).into_response();
    }
    match deps.metrics.text(&measure(&deps).await) {
        Ok(text) => {
            let headers = [
                (
                    CONTENT_TYPE,
                    HeaderValue::from_static(metrics::CONTENT_TYPE),
                ),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The token that somebody shows (RFC 6750 §2.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
