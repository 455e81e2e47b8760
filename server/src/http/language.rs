//! In which language somebody who is not known yet is answered.

use axum::http::{HeaderMap, header};
use chrono::TimeDelta;
use domain::language::Language;

use super::cookies::CookieScheme::{self, PlainLoopback, Secure};
use crate::state::Deps;

/// The cookie that keeps what was chosen at the foot of a page.
const COOKIE: &str = "sayso_language";
const A_YEAR: TimeDelta = TimeDelta::days(365);

/// `Set-Cookie` that keeps a choice of language.
pub(crate) fn cookie(deps: &Deps, language: Language) -> String {
    CookieScheme::of(&deps.config).set(COOKIE, language.key(), A_YEAR)
}

/// The chosen language, or the first of the browser's that we ship, or English.
pub(crate) fn of(headers: &HeaderMap) -> Language {
    // Under either name: it opens nothing, and what cannot be read is answered before anything is known of the server.
    let kept = [Secure, PlainLoopback]
        .into_iter()
        .find_map(|scheme| scheme.find(headers, COOKIE));
    let chosen = kept.and_then(Language::from_key);
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(Language::preferred);
    chosen.or(accepted).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(cookie: &str, accept: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().expect("a header value"));
        headers.insert(
            header::ACCEPT_LANGUAGE,
            accept.parse().expect("a header value"),
        );
        of(&headers)
    }

    #[test]
    fn a_choice_counts_more_than_the_browser() {
        assert_eq!(language("sayso_language=es", "en"), Language::Spanish);
        assert_eq!(language("sayso_language=xx", "es-MX"), Language::Spanish);
        assert_eq!(language("a=b", "de"), Language::English);
    }
}
