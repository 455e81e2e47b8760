//! Pages of words and one link, without scripts: what a form is answered with when there is no page to send it back to, and
//! where somebody leaves.

use app::{
    facts::PortalError,
    markup::escaped,
    words::{
        frame::{FrameWords, ProblemWords},
        text,
    },
};
use axum::{
    http::header,
    response::{Html, IntoResponse},
};
use domain::language::Language;
use url::Url;

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

/// A page that goes on at once to another site. Its place in the history is taken by that site (HTML Standard: a
/// `Refresh` without a delay), so that Back does not stop here.
pub(super) fn leading_to(site: &Url, language: Language) -> impl IntoResponse + use<> {
    let moment = FrameWords(language).leaving();
    let to = escaped(site.as_str());
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{moment}</title>
</head>
<body>
<p><a href="{to}">{moment}</a></p>
</body>
</html>
"#,
        lang = language.key(),
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::REFRESH, format!("0; url={site}")),
    ];
    (headers, Html(html))
}
