//! The page that a form is answered with when there is no page to send it back to: words and one link, no scripts.

use app::{
    facts::PortalError,
    markup::escaped,
    words::{frame::ProblemWords, text},
};
use axum::{
    http::header,
    response::{Html, IntoResponse},
};
use domain::language::Language;

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn of(problem: PortalError, language: Language) -> impl IntoResponse {
    let w = ProblemWords(language);
    let title = escaped(w.title(problem));
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Sayso</title>
<link rel="stylesheet" href="/pkg/sayso.css">
</head>
<body>
<main id="main" class="block px-4 py-8">
<h1>{title}</h1>
<p>{said}</p>
<p><a href="/">{home}</a></p>
</main>
</body>
</html>
"#,
        lang = language.key(),
        said = escaped(&text::plain(w.of(problem))),
        home = escaped(w.go_home()),
    );
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html))
}
