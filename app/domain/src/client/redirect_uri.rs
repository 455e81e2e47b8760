//! Where may the answer to an authorization request go? To an https address, to an app on this machine, or to one on a phone
//! (RFC 6749 §3.1.2, RFC 8252 §7).

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

/// The text cannot be registered as a redirect URI.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvalidRedirectUri {
    /// RFC 6749 §3.1.2: a redirect URI is an absolute URI.
    #[error("not an absolute URL")]
    NotAbsolute,
    /// RFC 6749 §3.1.2: it has no fragment.
    #[error("has a fragment")] // RFC 6749 §3.1.2
    Fragment,
    /// A user name or password in a URL can pass for its host (RFC 3986 §7.6).
    #[error("has a user name or password")]
    UserInfo,
    /// RFC 3986 §2: every other character is percent-encoded, or the answer would go to another text.
    #[error("has a character that must be percent-encoded")]
    Character,
    /// RFC 9700 §4.1.3: a pattern is no registration.
    #[error("has a wildcard for a host")]
    Wildcard,
    /// RFC 9700 §2.6: responses travel over TLS, or stay on the device (RFC 8252 §7).
    #[error(
        "is neither https, nor http on a loopback address, nor a private-use scheme such as com.example.app:/callback"
    )]
    NotSecure,
}

/// A registered redirect URI. It is compared as text (RFC 9700 §2.1), except for the port of a loopback address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RedirectUri(String);

impl RedirectUri {
    /// Reads a URI that a client registers.
    ///
    /// # Errors
    /// [`InvalidRedirectUri`] names the first rule that it breaks.
    pub fn parse(text: &str) -> Result<Self, InvalidRedirectUri> {
        let url = Url::parse(text).map_err(|_| InvalidRedirectUri::NotAbsolute)?;
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidRedirectUri::Character);
        }
        if url.fragment().is_some() {
            return Err(InvalidRedirectUri::Fragment);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidRedirectUri::UserInfo);
        }
        match url.scheme() {
            "https" if url.host_str().is_some_and(|host| host.contains('*')) => {
                Err(InvalidRedirectUri::Wildcard)
            }
            "https" => Ok(Self(text.to_owned())),
            "http" if is_loopback(&url) => Ok(Self(text.to_owned())),
            scheme if is_private_use(scheme, text) => Ok(Self(text.to_owned())),
            _ => Err(InvalidRedirectUri::NotSecure),
        }
    }

    /// Returns the URI exactly as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a request may use `candidate` under this registration: the same text, or the same loopback address and
    /// path on any port, however the port was written at registration (RFC 8252 §7.3).
    pub fn permits(&self, candidate: &str) -> bool {
        let other_port = || {
            let (registered, asked) = (Loopback::split(&self.0)?, Loopback::split(candidate)?);
            Some(registered == asked)
        };
        self.0 == candidate || other_port().unwrap_or(false)
    }
}

/// A loopback redirect URI without its port, as text: nothing is tidied up before it is compared.
#[derive(PartialEq, Eq)]
struct Loopback<'a> {
    host: &'a str,
    /// Path and query. An empty path is the path `/` (RFC 3986 §6.2.3).
    rest: &'a str,
}

impl<'a> Loopback<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let behind = text.strip_prefix("http://")?;
        let (authority, rest) = behind
            .find(['/', '?', '#', '\\'])
            .map_or((behind, ""), |end| behind.split_at(end));
        let host = LOOPBACK_HOSTS
            .into_iter()
            .find(|host| authority.starts_with(host))?;
        let port = &authority[host.len()..];
        let any_port = port.is_empty()
            || port.strip_prefix(':').is_some_and(|digits| {
                digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok()
            });
        any_port.then_some(Self {
            host,
            rest: if rest.is_empty() { "/" } else { rest },
        })
    }
}

/// `localhost` is named by the demo clients' registration; RFC 8252 §8.3 prefers the addresses.
const LOOPBACK_HOSTS: [&str; 3] = ["127.0.0.1", "[::1]", "localhost"];

/// RFC 8252 §7.1 and §8.4: a domain name of the app's maker in reverse, so it has a period, which no scheme that browsers
/// run or load by themselves has (`javascript`, `data`, `file`).
fn is_private_use(scheme: &str, text: &str) -> bool {
    let label = |label: &str| {
        label
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_lowercase() || first.is_ascii_digit())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    // As text, so that one spelling is registered and that one comes back.
    let rest = text.strip_prefix(scheme);
    let has_path = rest.is_some_and(|rest| rest.starts_with(":/") && rest.len() > 2);
    scheme.contains('.') && scheme.split('.').all(label) && has_path
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str();
    url.scheme() == "http" && host.is_some_and(|host| LOOPBACK_HOSTS.contains(&host))
}

impl TryFrom<String> for RedirectUri {
    type Error = InvalidRedirectUri;

    fn try_from(text: String) -> Result<Self, InvalidRedirectUri> {
        Self::parse(&text)
    }
}

impl From<RedirectUri> for String {
    fn from(uri: RedirectUri) -> String {
        uri.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_the_same_text_or_another_loopback_port() {
        let web = RedirectUri::parse("https://app.example/cb").unwrap();
        let native = RedirectUri::parse("http://127.0.0.1/callback").unwrap();
        assert!(web.permits("https://app.example/cb"));
        assert!(native.permits("http://127.0.0.1:49152/callback"));
        for wrong in [
            "https://app.example/cb/",
            "https://app.example:8443/cb",
            "https://APP.example/cb",
            "https://app.example/cb?x=1",
            "https://app.example/x/../cb",
            "https://app.example@evil.example/cb",
        ] {
            assert!(!web.permits(wrong), "{wrong}");
        }
        for wrong in [
            "http://127.0.0.1:49152/callback/",
            "http://localhost:49152/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://user@127.0.0.1:1/callback",
            "http://127.0.0.1:1/callback#f",
            "https://127.0.0.1:1/callback",
        ] {
            assert!(!native.permits(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_loopback_address_takes_any_port_however_it_was_registered() {
        for (registered, asked) in [
            ("http://127.0.0.1", "http://127.0.0.1:5555"),
            ("http://127.0.0.1", "http://127.0.0.1:5555/"),
            ("http://127.0.0.1/", "http://127.0.0.1:5555"),
            ("http://127.0.0.1:80/cb", "http://127.0.0.1:5555/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:80/cb"),
            ("http://[::1]:8080/cb?x=1", "http://[::1]:65535/cb?x=1"),
            ("http://localhost:3000/cb", "http://localhost/cb"),
        ] {
            assert!(
                RedirectUri::parse(registered).unwrap().permits(asked),
                "{registered}: {asked}"
            );
        }
        for (registered, asked) in [
            ("http://127.0.0.1", "http://127.0.0.1:5555/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:5555/cb/../cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:99999/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:+80/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:\\evil.example/cb"),
            ("http://127.0.0.1", "http://127.0.0.1.evil.example"),
            ("http://localhost", "http://localhost.evil.example"),
            ("http://127.0.0.1/cb", "http://[::1]/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1/cb?x=1"),
            ("https://app.example/cb", "https://app.example:444/cb"),
        ] {
            assert!(
                !RedirectUri::parse(registered).unwrap().permits(asked),
                "{registered}: {asked}"
            );
        }
    }

    #[test]
    fn a_private_use_scheme_is_a_domain_name_in_reverse_and_one_text() {
        for text in [
            "com.example.app:/callback",
            "com.example.app://callback",
            "org.hospital-1.my-app:/oauth2redirect/here?x=1",
        ] {
            let registered = RedirectUri::parse(text).unwrap();
            assert!(registered.permits(text));
            assert!(!registered.permits(&format!("{text}/")));
            assert!(!registered.permits(&text.to_uppercase()));
        }
        let registered = RedirectUri::parse("com.example.app:/callback").unwrap();
        assert!(!registered.permits("com.example.app://callback"));
        for text in [
            "myapp:/callback",
            "javascript:/callback",
            "data:/text",
            "file:///etc/passwd",
            "com.example.app:callback",
            "com.example.app:/",
            "com.example.app:",
            "com..app:/callback",
            "Com.Example.App:/callback",
            "com.example.app:/call back",
            "com.example.app:/callback#x",
            "com.example.app://user@callback",
        ] {
            assert!(RedirectUri::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn wildcards_and_raw_characters_cannot_be_registered() {
        for (text, error) in [
            ("https://*.app.example/cb", InvalidRedirectUri::Wildcard),
            ("https://app.example/ü", InvalidRedirectUri::Character),
            ("https://app.example/a b", InvalidRedirectUri::Character),
            ("https://app.example/a\n", InvalidRedirectUri::Character),
        ] {
            assert_eq!(RedirectUri::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn plain_http_elsewhere_and_fragments_cannot_be_registered() {
        assert_eq!(
            RedirectUri::parse("http://app.example/cb"),
            Err(InvalidRedirectUri::NotSecure)
        );
        assert_eq!(
            RedirectUri::parse("https://app.example/cb#x"),
            Err(InvalidRedirectUri::Fragment)
        );
        assert_eq!(
            RedirectUri::parse("/cb"),
            Err(InvalidRedirectUri::NotAbsolute)
        );
        assert_eq!(
            RedirectUri::parse("javascript:alert(1)"),
            Err(InvalidRedirectUri::NotSecure)
        );
    }
}
