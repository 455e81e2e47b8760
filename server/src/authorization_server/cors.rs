//! Which pages of other origins may read our answers (SMART App Launch 2.2, CORS): any for what is public, those of
//! registered browser apps for tokens, none for the authorization endpoint.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{operations::connect::find_app_origin::is_app_origin, state::Deps};

/// Public documents: the same for everybody, so any page may read them.
pub(super) async fn any_origin(request: Request, next: Next) -> Response {
    let mut response = if is_preflight(&request) {
        preflight()
    } else {
        next.run(request).await
    };
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

/// Token endpoints: pages at the origin of a registered public client. Others have no business in a browser.
pub(super) async fn app_origins(
    State(deps): State<Deps>,
    request: Request,
    next: Next,
) -> Response {
    let allowed = allowed_origin(&deps, request.headers()).await;
    let mut response = if is_preflight(&request) {
        preflight()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}

async fn allowed_origin(deps: &Deps, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    match is_app_origin(deps, origin.to_str().ok()?).await {
        Ok(known) => known.then(|| origin.clone()),
        Err(error) => {
            tracing::error!(%error, "origins could not be looked up");
            None
        }
    }
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Accept",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
