//! Cookies: one way to name, send and read them, and nothing that a script or another site could read.

use axum::http::{HeaderMap, header::COOKIE};
use chrono::TimeDelta;

use crate::config::Config;

/// The cookie that holds the session. No other one opens anything.
const SESSION: &str = "sayso";

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

    /// The prefix of every name.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Secure => "__Host-",
            Self::PlainLoopback => "",
        }
    }

    const fn secure(self) -> &'static str {
        match self {
            Self::Secure => "; Secure",
            Self::PlainLoopback => "",
        }
    }

    /// `Set-Cookie` for a new session.
    pub fn set_session(self, secret: &str) -> String {
        self.header(SESSION, secret, "")
    }

    /// `Set-Cookie` that removes the session.
    pub fn clear_session(self) -> String {
        self.forget(SESSION)
    }

    /// Returns the value of the session cookie.
    pub fn session(self, headers: &HeaderMap) -> Option<&str> {
        self.find(headers, SESSION)
    }

    /// `Set-Cookie` for a value with this `Max-Age`; one of zero removes it.
    pub fn set(self, name: &str, value: &str, lasts: TimeDelta) -> String {
        let seconds = lasts.num_seconds();
        self.header(name, value, &format!("; Max-Age={seconds}"))
    }

    /// `Set-Cookie` that takes a value away.
    pub fn forget(self, name: &str) -> String {
        self.set(name, "", TimeDelta::zero())
    }

    /// The value of the first cookie of this name.
    pub fn find<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(found, value)| {
                let found = found.strip_prefix(self.prefix())?;
                (found == name).then_some(value)
            })
    }

    /// `SameSite=Lax`: the browser sends it when another site links here; `lasting` begins with a semicolon.
    fn header(self, name: &str, value: &str, lasting: &str) -> String {
        let (prefix, secure) = (self.prefix(), self.secure());
        format!("{prefix}{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasting}")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("a=1; sayso=secret; saysox=2;x=3"),
        );
        let (plain, secure) = (CookieScheme::PlainLoopback, CookieScheme::Secure);
        assert_eq!(plain.session(&headers), Some("secret"));
        assert_eq!(plain.find(&headers, "x"), Some("3"));
        assert_eq!(plain.find(&headers, "b"), None);
        assert_eq!(secure.session(&headers), None);
        headers.insert(COOKIE, HeaderValue::from_static("__Host-sayso=secret"));
        assert_eq!(secure.session(&headers), Some("secret"));
        assert_eq!(plain.session(&headers), None);
    }

    #[test]
    fn every_secure_cookie_has_every_guard() {
        let scheme = CookieScheme::Secure;
        let guarded = "Path=/; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(
            scheme.set_session("s"),
            format!("__Host-sayso=s; {guarded}")
        );
        let kept = format!("__Host-a=1; {guarded}; Max-Age=60");
        assert_eq!(scheme.set("a", "1", TimeDelta::minutes(1)), kept);
        let forgotten = format!("__Host-a=; {guarded}; Max-Age=0");
        assert_eq!(scheme.forget("a"), forgotten);
    }
}
