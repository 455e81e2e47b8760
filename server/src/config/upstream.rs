//! The hospital's own provider of identities (OpenID Connect), as it is set.

use std::fmt;

use url::Url;

use super::Config;

/// A provider that people may sign in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The issuer, letter by letter as the provider writes it.
    pub issuer: String,
    pub client_id: String,
    /// None is a public client: PKCE alone protects the code.
    pub client_secret: Option<String>,
    /// As people call it.
    pub name: String,
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upstream")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The provider, if one is set.
    pub fn upstream(&self) -> Option<Upstream> {
        let name = self.upstream_name.clone();
        Some(Upstream {
            issuer: self.upstream_issuer.clone()?,
            client_id: self.upstream_client_id.clone()?,
            client_secret: self.upstream_client_secret.clone(),
            name: name.unwrap_or_else(|| self.organisation.clone()),
        })
    }

    /// What is wrong with the provider's settings.
    pub(super) fn upstream_fault(&self) -> Option<&'static str> {
        let Some(issuer) = &self.upstream_issuer else {
            let others = [
                &self.upstream_client_id,
                &self.upstream_client_secret,
                &self.upstream_name,
            ];
            let alone = others.into_iter().any(Option::is_some);
            return alone.then_some("upstream_issuer is missing");
        };
        if self.upstream_client_id.is_none() {
            return Some("upstream_client_id is missing");
        }
        (!is_issuer(issuer))
            .then_some("upstream_issuer must be https, or plain http on a loopback address")
    }
}

/// OpenID Connect Discovery §3: an https URL without query and fragment. Plain http is for this machine.
fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    scheme && url.query().is_none() && url.fragment().is_none()
}
