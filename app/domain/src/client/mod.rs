//! Registered software that asks for access: who made it, how it proves itself, where answers may go, what it may ask.

mod redirect_uri;

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{PurposeOfUse, catalogue_enum},
    ids::ClientId,
    name::AppName,
    scope::ScopeSet,
};

pub use redirect_uri::{InvalidRedirectUri, RedirectUri};

catalogue_enum! {
    /// How a client authenticates at the token endpoint (RFC 7591 §2 `token_endpoint_auth_method`).
    ClientAuthentication {
        /// A public client: PKCE alone.
        None = "none",
        /// A shared secret in the `Authorization` header (RFC 6749 §2.3.1).
        ClientSecretBasic = "client_secret_basic",
        /// A shared secret in the body of the request (RFC 6749 §2.3.1), for libraries that know nothing else. Such a
        /// client may use the header as well.
        ClientSecretPost = "client_secret_post",
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
