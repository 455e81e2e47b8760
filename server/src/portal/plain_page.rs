//! Pages of words and one link, without scripts: what a form is answered with when there is no page to send it back to, and
//! where somebody leaves us. The form that led there may lead to no other origin, so a page stands between.

use app::{
    facts::PortalError,
    markup::escaped,
    words::{
        frame::{FrameWords, ProblemWords},
        hospital::HospitalWords,
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

/// What stands on such a page.
struct Words<'a> {
    title: &'a str,
    said: &'a str,
    href: &'a str,
    go: &'a str,
}

/// The page that a problem is.
pub(super) fn of(problem: PortalError, language: Language) -> impl IntoResponse + use<> {
    let w = ProblemWords(language);
    let words = Words {
        title: w.title(problem),
        said: &text::plain(w.of(problem)),
        href: "/",
        go: w.go_home(),
    };
    (
        [(header::CONTENT_SECURITY_POLICY, POLICY)],
        named(words, language),
    )
}

/// A page that says who is signed out of what, and goes on to the hospital's provider a moment later.
pub(super) fn signing_out_at(
    provider: &Url,
    name: &str,
    language: Language,
) -> impl IntoResponse + use<> {
    let w = HospitalWords(language);
    let words = Words {
        title: w.left_title(),
        said: &w.left_lead(name),
        href: provider.as_str(),
        go: &w.go(name),
    };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::REFRESH, format!("2; url={provider}")),
    ];
    (headers, named(words, language))
}

/// A page that goes on at once to another site. Its place in the history is taken by that site (HTML Standard: a
/// `Refresh` without a delay), so that Back does not stop here. It does not say whose it is.
pub(super) fn leading_to(site: &Url, language: Language) -> impl IntoResponse + use<> {
    let moment = FrameWords(language).leaving();
    let head = format!("<meta name=\"referrer\" content=\"no-referrer\">\n<title>{moment}</title>");
    let body = format!("<p><a href=\"{}\">{moment}</a></p>", escaped(site.as_str()));
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::REFRESH, format!("0; url={site}")),
    ];
    (headers, document(&head, &body, language))
}

fn named(words: Words<'_>, language: Language) -> Html<String> {
    let title = escaped(words.title);
    let head = format!(
        "<title>{title} – Sayso</title>\n<link rel=\"stylesheet\" href=\"/pkg/sayso.css\">"
    );
    let body = format!(
        "<main id=\"main\" class=\"block px-4 py-8\">\n<h1>{title}</h1>\n<p>{said}</p>\n\
         <p><a href=\"{href}\">{go}</a></p>\n</main>",
        said = escaped(words.said),
        href = escaped(words.href),
        go = escaped(words.go),
    );
    document(&head, &body, language)
}

fn document(head: &str, body: &str, language: Language) -> Html<String> {
    Html(format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        lang = language.key(),
    ))
}
