//! The headers of every response, unless its own handler set stricter ones.

use axum::{
    extract::Request,
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

/// Pages set their own policy with a nonce; everything else may load and run nothing.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

const FILES: &str = "/pkg/";
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

const DEFAULTS: [(HeaderName, HeaderValue); 5] = [
    (CONTENT_SECURITY_POLICY, NOTHING),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds the headers that the response does not have.
pub async fn harden(request: Request, next: Next) -> Response {
    // The built files keep their names over versions: browsers may keep them and must ask whether they changed.
    let is_file = request.uri().path().starts_with(FILES) && request.method().is_safe();
    let mut response = next.run(request).await;
    if is_file && !response.status().is_client_error() {
        let headers = response.headers_mut();
        headers.entry(CACHE_CONTROL).or_insert(ASK_AGAIN);
    }
    for (name, value) in DEFAULTS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}
