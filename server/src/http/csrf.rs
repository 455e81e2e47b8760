//! Cross-site request forgery: does a request that carries our cookie come from our own pages?

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header::ORIGIN},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Our own origin, as browsers serialise it (RFC 6454 §6.1).
#[derive(Clone, Debug)]
pub struct OwnOrigin(pub String);

/// Refuses every unsafe request (RFC 9110 §9.2.1) that does not come from our own pages.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`; a client that sends neither has no ambient
/// cookie to abuse (OWASP ASVS 5.0 §3.5.1).
pub async fn refuse_cross_site(
    State(own): State<OwnOrigin>,
    request: Request,
    next: Next,
) -> Response {
    if is_safe(request.method()) || comes_from(request.headers(), &own) {
        return next.run(request).await;
    }
    tracing::warn!("cross-site request refused (CSRF)");
    (
        StatusCode::FORBIDDEN,
        "This did not come from our own page. Nothing was changed.",
    )
        .into_response()
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn comes_from(headers: &HeaderMap, own: &OwnOrigin) -> bool {
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return false;
    }
    headers
        .get(ORIGIN)
        .is_none_or(|origin| origin == own.0.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let own = OwnOrigin("http://localhost:3000".to_owned());
        let map = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        comes_from(&map, &own)
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(allowed(&[
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(allowed(&[]));
        assert!(!allowed(&[("origin", "https://evil.example")]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site")]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
    }
}
