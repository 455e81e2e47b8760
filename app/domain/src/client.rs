//! Registered software that asks for access: who made it, how it proves itself, where answers may go, what it may ask.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use crate::{
    catalogue::{PurposeOfUse, catalogue_enum},
    ids::ClientId,
    name::AppName,
    scope::ScopeSet,
};

catalogue_enum! {
    /// How a client authenticates at the token endpoint (RFC 7591 §2 `token_endpoint_auth_method`).
    ClientAuthentication {
        /// A public client: PKCE alone.
        None = "none",
        /// A shared secret in the `Authorization` header (RFC 6749 §2.3.1).
        ClientSecretBasic = "client_secret_basic",
        /// A signed assertion (OpenID Connect Core §9, RFC 7523 §2.2). It can be registered; no endpoint accepts it
        /// yet.
        PrivateKeyJwt = "private_key_jwt",
    }
}

catalogue_enum! {
    /// What the hospital's review says of a client.
    ReviewState {
        /// Registered, not looked at: no sensitive topic and 30 days at most.
        Unverified = "unverified",
        /// Reviewed by the hospital: limited by its registration alone.
        Verified = "verified",
        /// None of its requests or tokens works until the suspension is lifted (rule 2).
        Suspended = "suspended",
    }
}

/// A registered client (RFC 6749 §2). A person sees "app".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Its `client_id`.
    pub id: ClientId,
    /// The name that a person reads, as registered (RFC 7591 §2 `client_name`).
    pub name: AppName,
    /// Who makes it, as registered.
    pub maker: AppName,
    /// The one method by which it may authenticate.
    pub authentication: ClientAuthentication,
    /// Where responses of the authorization endpoint may go (RFC 6749 §3.1.2).
    pub redirect_uris: Vec<RedirectUri>,
    /// The widest scope it may request; the rest of a request is dropped.
    pub allowed_scopes: ScopeSet,
    /// What it says it cannot do without: only these categories start switched on.
    pub needed_scopes: ScopeSet,
    /// The purposes it may claim; the first is the default.
    pub purposes: Vec<PurposeOfUse>,
    /// What the hospital's review says of it (rules 2 and 11).
    pub review: ReviewState,
    /// Whether it may introspect tokens of other clients (RFC 7662 §2.1).
    pub may_introspect: bool,
}

impl Client {
    /// Returns the purpose of a request: the one it claims, or the registered default. `None` if the client is not
    /// registered for the one it claims, or for any (rule 5).
    pub fn purpose(&self, claimed: Option<PurposeOfUse>) -> Option<PurposeOfUse> {
        match claimed {
            Some(purpose) => self.purposes.contains(&purpose).then_some(purpose),
            None => self.purposes.first().copied(),
        }
    }

    /// Whether it is a public client (RFC 6749 §2.1): one that can keep no secret.
    pub const fn is_public(&self) -> bool {
        matches!(self.authentication, ClientAuthentication::None)
    }
}

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
    /// RFC 9700 §2.6: responses travel over TLS, or stay on the device (RFC 8252 §7.3).
    #[error("is neither https nor http on a loopback address")] // RFC 9700 §2.1
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
        if url.fragment().is_some() {
            return Err(InvalidRedirectUri::Fragment);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidRedirectUri::UserInfo);
        }
        match url.scheme() {
            "https" => Ok(Self(text.to_owned())),
            "http" if is_loopback(&url) => Ok(Self(text.to_owned())),
            _ => Err(InvalidRedirectUri::NotSecure),
        }
    }

    /// Returns the URI exactly as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a request may use `candidate` under this registration: the same text, or the same loopback address and
    /// path on another port (RFC 8252 §7.3).
    pub fn permits(&self, candidate: &str) -> bool {
        self.0 == candidate || self.permits_other_port(candidate).unwrap_or(false)
    }

    fn permits_other_port(&self, candidate: &str) -> Option<bool> {
        let registered = Url::parse(&self.0).ok().filter(is_loopback)?;
        let mut asked = Url::parse(candidate).ok()?;
        // What the parser would tidy up (case, dots, default ports) is not the same text.
        if asked.as_str() != candidate || registered.as_str() != self.0 {
            return Some(false);
        }
        asked.set_port(registered.port()).ok()?;
        Some(asked == registered)
    }
}

fn is_loopback(url: &Url) -> bool {
    // `localhost` is named by the demo clients' registration; RFC 8252 §8.3 prefers the addresses.
    url.scheme() == "http" && matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"))
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
