//! All routes in one place, and the layers around them.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    authorization_server, demo,
    http::{
        body_deadline::limit_body_time,
        client_address::{Proxies, find_client},
        correlation::{CorrelationSource, correlate},
        csrf::{OwnOrigin, refuse_cross_site},
        headers::{IsHttps, harden},
        health, metrics,
        public_address::{PublicAddress, lead_to_public_address},
    },
    portal, resource_server, sign_in,
    state::{AppState, Deps},
};

/// The largest body of a request, in bytes; single routes allow less.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Returns every route of this server.
pub fn router(state: AppState) -> Router {
    let own = OwnOrigin(state.deps.config.issuer());
    let address = PublicAddress::of(&state.deps.config);
    let routes = Router::new()
        .merge(
            portal::routes(&state)
                .merge(sign_in::routes())
                .layer(from_fn_with_state(own, refuse_cross_site))
                .layer(from_fn_with_state(address, lead_to_public_address)),
        )
        .merge(authorization_server::routes(&state))
        .merge(resource_server::routes(&state))
        .merge(demo::outbox::routes())
        .merge(health::routes())
        .merge(metrics::routes(&state.deps.config));
    wrapped(routes, &state.deps).with_state(state)
}

/// The layers around every route.
fn wrapped(routes: Router<AppState>, deps: &Deps) -> Router<AppState> {
    let source = CorrelationSource {
        clock: deps.clock.clone(),
        entropy: deps.entropy.clone(),
        traces: deps.traces.clone(),
    };
    let https = IsHttps(deps.config.public_url.scheme() == "https");
    let proxies = Proxies::of(&deps.config);
    routes
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(limit_body_time))
        .layer(from_fn_with_state(https, harden))
        .layer(from_fn_with_state(deps.metrics.clone(), metrics::count))
        .layer(from_fn_with_state(source, correlate))
        .layer(from_fn_with_state(proxies, find_client))
}

/// The response to a panic: nothing but the correlation id, which leads to the log.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text, "request handler panicked");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side.\n",
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{
        body::{Body, to_bytes},
        http::Request,
        routing::get,
    };
    use tower::ServiceExt;

    use super::*;
    use crate::{clock::SystemClock, config::Config, entropy::OsEntropy, store::Store};

    async fn state(folder: &std::path::Path) -> AppState {
        let url = format!("sqlite://{}", folder.join("sayso.db").display());
        let store = Store::connect(&url).await.unwrap();
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(OsEntropy));
        AppState::new(Deps::new(store, clock, entropy, Config::default()))
    }

    #[tokio::test]
    #[expect(clippy::panic, reason = "the test is about one")]
    async fn a_panic_tells_the_caller_nothing_but_its_number() {
        async fn explode() -> &'static str {
            panic!("a secret detail")
        }
        let folder = tempfile::tempdir().unwrap();
        let state = state(folder.path()).await;
        let routes = Router::new().route("/", get(explode));
        let router = wrapped(routes, &state.deps).with_state(state);
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key("x-correlation-id"));
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert!(!String::from_utf8_lossy(&body).contains("secret"));
    }
}
