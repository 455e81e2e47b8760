//! Which pages of other origins may read our answers (SMART App Launch 2.2, CORS): any for what is public, those of
//! registered browser apps for tokens and records. Without one of these layers, none.

use std::time::Duration;

use axum::http::{
    HeaderName, HeaderValue, Method,
    header::{ETAG, LAST_MODIFIED, ORIGIN, WWW_AUTHENTICATE},
};
use fhir::redisclosure;
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};

use crate::{operations::connect::find_app_origin::is_app_origin, state::Deps};

const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");
/// How long a browser may keep the answer to its preflight request.
const MAX_AGE: Duration = Duration::from_mins(10);

/// Public documents: the same for everybody, so any page may read them.
pub fn any_origin() -> CorsLayer {
    layer().allow_origin(Any).vary([])
}

/// Tokens and records: pages at the origin of a registered public client. Others have no business in a browser.
pub fn app_origins(deps: &Deps) -> CorsLayer {
    let deps = deps.clone();
    let known =
        AllowOrigin::async_predicate(
            move |origin, _| async move { is_known(&deps, &origin).await },
        );
    layer().allow_origin(known).vary([ORIGIN])
}

fn layer() -> CorsLayer {
    CorsLayer::new()
        .allow_methods([Method::GET, Method::POST])
        // Each library has headers of its own, and no list holds them all. None of them opens anything: what does is the
        // token, and whether a page may read the answer is said by its origin.
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            ETAG,
            LAST_MODIFIED,
            WWW_AUTHENTICATE,
            CORRELATION,
            redisclosure::HEADER,
        ])
        .max_age(MAX_AGE)
}

async fn is_known(deps: &Deps, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    match is_app_origin(deps, origin).await {
        Ok(known) => known,
        Err(error) => {
            tracing::error!(%error, "CORS: registered origins could not be loaded");
            false
        }
    }
}
