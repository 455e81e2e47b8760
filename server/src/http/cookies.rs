//! The session cookie: one name, one shape, and nothing that a script or another site could read.

use axum::http::{HeaderMap, header::COOKIE};

use crate::config::Config;

/// How cookies are named and sent, which depends on whether the server is behind TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieScheme {
    /// `__Host-` prefix and `Secure` (RFC 6265bis §4.1.3.2).
    Secure,
    /// Plain http on a loopback address, where browsers refuse both.
    PlainLoopback,
}

impl CookieScheme {
    pub fn of(config: &Config) -> Self {
        if config.is_plain_loopback() {
            Self::PlainLoopback
        } else {
            Self::Secure
        }
    }

    pub const fn session_name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-sayso",
            Self::PlainLoopback => "sayso",
        }
    }

    /// `Set-Cookie` for a new session.
    pub fn set_session(self, secret: &str) -> String {
        self.header(&format!("{}={secret}", self.session_name()), "")
    }

    /// `Set-Cookie` that takes the session away.
    pub fn clear_session(self) -> String {
        self.header(&format!("{}=", self.session_name()), "; Max-Age=0")
    }

    /// What the browser presents as its session.
    pub fn session(self, headers: &HeaderMap) -> Option<&str> {
        find(headers, self.session_name())
    }

    /// A cookie that no script and no other site can read; `extra` begins with a semicolon.
    pub fn header(self, pair: &str, extra: &str) -> String {
        let secure = match self {
            Self::Secure => "; Secure",
            Self::PlainLoopback => "",
        };
        format!("{pair}; Path=/; HttpOnly; SameSite=Lax{secure}{extra}")
    }
}

/// The value of the first cookie of this name.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("a=1; sayso=secret; saysox=2"),
        );
        assert_eq!(
            CookieScheme::PlainLoopback.session(&headers),
            Some("secret")
        );
        assert_eq!(CookieScheme::Secure.session(&headers), None);
    }

    #[test]
    fn a_secure_cookie_has_every_guard() {
        let cookie = CookieScheme::Secure.set_session("s");
        assert_eq!(
            cookie,
            "__Host-sayso=s; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
    }
}
