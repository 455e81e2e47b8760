//! Where "Leave fast" ends a visit: a page that says nothing of us and goes on at once. Its place in the history is taken by
//! the page that it leads to, so that Back does not stop here.

use app::{markup::escaped, words::frame::FrameWords};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse},
};

use crate::{http::language, state::Deps};

const POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn left(State(deps): State<Deps>, headers: HeaderMap) -> impl IntoResponse {
    let language = language::of(&headers);
    let moment = FrameWords(language).leaving();
    let to = escaped(deps.config.leave_to.as_str());
    // HTML Standard §4.2.5.3: a refresh without a delay replaces the entry of the page.
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={to}">
<title>{moment}</title>
</head>
<body>
<p><a href="{to}">{moment}</a></p>
</body>
</html>
"#,
        lang = language.key(),
    );
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html))
}
