//! The page that a person sees when a client's request may not be answered by redirect.

use app::{
    markup::escaped,
    words::frame::{ProblemWords, UntrustedAppWords},
};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use domain::language::Language;

use super::authorization_error::PageError;

/// The page loads its style sheet and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn answer(error: PageError, headers: &HeaderMap) -> Response {
    tracing::info!(%error, "authorization request refused without a redirect");
    let language = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(Language::preferred)
        .unwrap_or(Language::English);
    let page = Html(page(error, language));
    let policy = HeaderValue::from_static(POLICY);
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    super::never_stored::never_stored((status(error), headers, page).into_response())
}

const fn status(error: PageError) -> StatusCode {
    match error {
        PageError::Unreadable | PageError::UnknownClient | PageError::WrongRedirect => {
            StatusCode::BAD_REQUEST
        }
        PageError::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
        PageError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Nothing of the request is printed here.
fn page(error: PageError, language: Language) -> String {
    let words = UntrustedAppWords(language);
    let problems = ProblemWords(language);
    let (title, what, next) = match error {
        PageError::Unavailable => (problems.unavailable_title(), problems.unavailable(), ""),
        PageError::Unreadable
        | PageError::TooLong
        | PageError::UnknownClient
        | PageError::WrongRedirect => (words.title(), words.untrusted(), words.next()),
    };
    let [title, what, next] = [title, what, next].map(escaped);
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} – Sayso</title>\
         <link rel=\"stylesheet\" href=\"/pkg/sayso.css\"></head>\
         <body><main class=\"mx-auto max-w-prose p-6\"><h1>{title}</h1><p>{what}</p><p>{next}</p>\
         <p><a href=\"/\">{home}</a></p></main></body></html>",
        lang = language.key(),
        home = escaped(words.home()),
    )
}
