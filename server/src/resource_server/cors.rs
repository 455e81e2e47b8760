//! Which pages of other origins may read the answers (SMART App Launch 2.2, CORS): any for what is public, those of
//! registered browser apps for records.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            ORIGIN, VARY,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{operations::connect::find_app_origin::is_app_origin, state::Deps};

const EXPOSED: HeaderValue =
    HeaderValue::from_static("ETag, Last-Modified, WWW-Authenticate, X-Correlation-Id");

/// Public documents: the same for everybody, so any page may read them.
pub(super) async fn any_origin(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    response
}

/// Records: pages at the origin of a registered browser app.
pub(super) async fn app_origins(
    State(deps): State<Deps>,
    request: Request,
    next: Next,
) -> Response {
    let allowed = allowed_origin(&deps, request.headers()).await;
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = allowed {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    response
}

async fn allowed_origin(deps: &Deps, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(ORIGIN)?;
    match is_app_origin(deps, origin.to_str().ok()?).await {
        Ok(known) => known.then(|| origin.clone()),
        Err(error) => {
            tracing::error!(%error, "origins could not be looked up");
            None
        }
    }
}

/// What a page asks before it sends a token.
pub(super) async fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Accept, Prefer",
        ),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
