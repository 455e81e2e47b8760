//! The page around the pages, and the policy that lets only this answer's own scripts run.

use app::session::FORM_ANSWERS_TO;
use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;

/// Everything from our own origin only; scripts by the nonce of this answer, and what they load.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    )
}

/// The app's shell, with the headers that belong to a page.
pub(super) fn guarded(options: LeptosOptions) -> impl IntoView {
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) {
        if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
        // `no-referrer` would make forms send `Origin: null`, which the check against foreign posts refuses.
        response.insert_header(
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        );
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    app::shell(options)
}

/// Lets the form of a consent page answer to the app that asked: its origin joins `form-action`.
pub(super) async fn let_form_answer(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(origin) = response.headers_mut().remove(FORM_ANSWERS_TO) else {
        return response;
    };
    let origin = origin.to_str().ok().filter(|origin| is_origin(origin));
    let policy = response
        .headers()
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|value| value.to_str().ok());
    // `form-action` is the last directive, so the origin joins its list.
    if let (Some(origin), Some(policy)) = (origin, policy)
        && let Ok(wider) = HeaderValue::from_str(&format!("{policy} {origin}"))
    {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, wider);
    }
    response
}

/// One origin and nothing else: no path, no wildcard, no second directive.
fn is_origin(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        url.origin().is_tuple()
            && url.origin().ascii_serialization() == text
            && !text.contains(['*', ';', ',', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_joins_the_policy() {
        assert!(is_origin("https://app.example"));
        assert!(is_origin("http://127.0.0.1:3001"));
        for other in [
            "https://app.example/",
            "https://*",
            "https://a.example; script-src *",
            "javascript:alert(1)",
            "*",
            "",
        ] {
            assert!(!is_origin(other), "{other}");
        }
    }

    #[test]
    fn form_action_is_the_last_directive() {
        assert!(policy("n").ends_with("form-action 'self'"));
    }
}
