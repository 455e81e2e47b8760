//! The page around the pages, and the policy that lets only this answer's own scripts run.

use app::session::FORM_LEAVES;
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

const OWN_FORMS: &str = "; form-action 'self'";

/// Lets the form of a page lead to an app or to the hospital's provider, wherever they lead on: browsers hold `form-action`
/// against redirects that are not ours. Nothing else of the policy changes.
pub(super) async fn let_form_leave(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.remove(FORM_LEAVES).is_none() {
        return response;
    }
    let policy = headers
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|value| value.to_str().ok())
        .and_then(|policy| policy.strip_suffix(OWN_FORMS))
        .and_then(|policy| HeaderValue::from_str(policy).ok());
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_action_is_the_last_directive() {
        assert!(policy("n").ends_with(OWN_FORMS));
    }
}
