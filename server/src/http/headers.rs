//! The headers of every response, unless its own handler set stricter ones.

use axum::{
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

use crate::rate_limits::RateLimits;

/// Pages set their own policy with a nonce; everything else may load and run nothing.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");

const FILES: &str = "/pkg/";
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// A page of another origin that opened ours holds no handle on it; the apps and the provider that we lead to are opened
/// in the same window.
const OPENER: (HeaderName, HeaderValue) = (
    HeaderName::from_static("cross-origin-opener-policy"),
    HeaderValue::from_static("same-origin-allow-popups"),
);

/// Nothing of the device is asked for but passkeys, and by our own pages only.
const DEVICE: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static(
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), \
         publickey-credentials-create=(self), publickey-credentials-get=(self), \
         screen-wake-lock=(), serial=(), usb=()",
    ),
);

/// Two years, which is what preload lists ask for (RFC 6797 §6.1).
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

const DEFAULTS: [(HeaderName, HeaderValue); 7] = [
    (CONTENT_SECURITY_POLICY, NOTHING),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    OPENER,
    DEVICE,
];

/// Whether people reach this server over https: by its public address, because TLS ends before it.
#[derive(Clone, Copy, Debug)]
pub struct IsHttps(pub bool);

/// Adds the headers that the response does not have.
pub async fn harden(State(https): State<IsHttps>, request: Request, next: Next) -> Response {
    // The built files keep their names over versions: browsers may keep them and must ask whether they changed.
    let is_file = request.uri().path().starts_with(FILES) && request.method().is_safe();
    let mut response = next.run(request).await;
    if is_file && !response.status().is_client_error() {
        let headers = response.headers_mut();
        headers.entry(CACHE_CONTROL).or_insert(ASK_AGAIN);
    }
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        let wait = RateLimits::ONE_COMES_BACK.num_seconds();
        let headers = response.headers_mut();
        headers.entry(RETRY_AFTER).or_insert_with(|| wait.into());
    }
    say_how_letters_are_written(&mut response);
    for (name, value) in DEFAULTS {
        response.headers_mut().entry(name).or_insert(value);
    }
    if https.0 {
        response
            .headers_mut()
            .insert(STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    response
}

/// Every text that leaves is UTF-8; the files that browsers load do not say so themselves.
fn say_how_letters_are_written(response: &mut Response) {
    let Some(kind) = response.headers().get(CONTENT_TYPE) else {
        return;
    };
    let Ok(kind) = kind.to_str() else {
        return;
    };
    if !kind.starts_with("text/") || kind.contains("charset") {
        return;
    }
    if let Ok(with_charset) = HeaderValue::try_from(format!("{kind}; charset=utf-8")) {
        response.headers_mut().insert(CONTENT_TYPE, with_charset);
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, middleware::from_fn_with_state, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn kind_of(handler: [(HeaderName, &'static str); 1]) -> String {
        let router = Router::new()
            .route("/pkg/a", get(move || async move { (handler, "a") }))
            .layer(from_fn_with_state(IsHttps(true), harden));
        let request = Request::get("/pkg/a").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let kind = response.headers()[CONTENT_TYPE].to_str().unwrap();
        kind.to_owned()
    }

    #[tokio::test]
    async fn a_text_says_how_its_letters_are_written() {
        for (kind, expected) in [
            ("text/css", "text/css; charset=utf-8"),
            ("text/javascript", "text/javascript; charset=utf-8"),
            ("text/html; charset=utf-8", "text/html; charset=utf-8"),
            ("application/wasm", "application/wasm"),
        ] {
            assert_eq!(kind_of([(CONTENT_TYPE, kind)]).await, expected);
        }
    }
}
