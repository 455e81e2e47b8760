//! The small cookies of the pages: the language, what was typed into a refused sign-in, a change that waits for its
//! confirmation. None of them opens anything; the session's cookie is `http::session`'s.

use axum::http::{HeaderMap, header};

/// The value of the first cookie of this name.
pub(super) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A `Set-Cookie` value that lives this many seconds; zero forgets it.
pub(super) fn set(name: &str, value: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Text as it may stand in a cookie, and back.
pub(super) fn packed(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What [`packed`] packed. Anything else unpacks to something that its reader refuses.
pub(super) fn unpacked(value: &str) -> String {
    url::form_urlencoded::parse(format!("v={value}").as_bytes())
        .next()
        .map(|(_, text)| text.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "xa=1; a=2;a=3".parse().expect("a header value"),
        );
        assert_eq!(find(&headers, "a"), Some("2"));
        assert_eq!(find(&headers, "b"), None);
    }

    #[test]
    fn what_is_packed_comes_back() {
        for text in ["a@b.example", "ñ & = ; \" é", ""] {
            assert_eq!(unpacked(&packed(text)), text);
            assert!(!packed(text).contains([';', ' ', ',', '"']));
        }
    }
}
