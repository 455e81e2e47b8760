//! A redirect is one for whoever asks, whatever they accept. Only our own scripts read where to go beside their answer, since
//! a browser would follow before they see it.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// By which server functions mark a place that a script goes to itself: they give it to all that do not accept
/// `text/html`.
const FOR_SCRIPTS: &str = "serverfnredirect";

/// Makes a redirect of the mark, unless a script asked.
pub(super) async fn for_everybody(request: Request, next: Next) -> Response {
    let by_script = is_by_script(request.headers());
    let mut response = next.run(request).await;
    if !by_script && response.headers_mut().remove(FOR_SCRIPTS).is_some() {
        *response.status_mut() = StatusCode::FOUND;
    }
    response
}

/// Scripts accept what server functions answer with, and nothing else.
fn is_by_script(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|value| value.as_bytes() == b"application/json")
}
