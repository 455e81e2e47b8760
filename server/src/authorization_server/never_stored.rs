//! May anybody on the way keep this answer?

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

/// RFC 6749 §5.1: answers around tokens are kept nowhere.
pub(super) fn never_stored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
