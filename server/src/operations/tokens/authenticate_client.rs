//! Authenticates a client (RFC 6749 §2.3).

use domain::{
    audit::AnonymousRefusal,
    client::{Client, ClientAuthentication, ReviewState},
    ids::ClientId,
};
use subtle::ConstantTimeEq;
use thiserror::Error;

use crate::{operations::prelude::*, secret::Digest, store::Credential};

/// What a client presents. It has no `Debug`: it holds a secret.
pub struct ClientCredentials {
    /// The `client_id`.
    pub client: ClientId,
    /// What it proves itself with.
    pub presented: Presented,
}

/// How a request carries a client secret (RFC 6749 §2.3.1). An empty secret is none.
#[derive(PartialEq, Eq)]
pub enum Presented {
    /// A public client sends none.
    Nothing,
    /// In the `Authorization` header.
    InHeader(String),
    /// In the body.
    InBody(String),
}

/// Why a client is not authenticated. All but the last look alike from outside (RFC 6749 §5.2 `invalid_client`).
#[derive(Debug, Error)]
pub enum ClientAuthenticationError {
    /// No client has this id.
    #[error("unknown client")]
    Unknown,
    /// The secret is not the registered one.
    #[error("wrong client secret")]
    WrongSecret,
    /// The client is registered with another method of authentication.
    #[error("the client is registered for another authentication method")]
    WrongMethod,
    /// The hospital suspended the client (rule 2).
    #[error("the client is suspended")]
    Suspended,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Authenticates a client (RFC 6749 §2.3). Secrets are compared as digests, in constant time. It writes no evidence: anybody
/// can name a client, so a refusal is only counted.
pub async fn authenticate_client(
    deps: &Deps,
    credentials: ClientCredentials,
) -> Result<Client, ClientAuthenticationError> {
    use ClientAuthenticationError as E;
    let proved = authenticate(deps, &credentials).await;
    let registered = Some(&credentials.client);
    let (client, reason) = match &proved {
        Ok(_) | Err(E::Store(_)) => return proved,
        Err(E::Unknown) => (None, AnonymousRefusal::UnknownClient),
        Err(E::WrongSecret | E::WrongMethod) => (registered, AnonymousRefusal::WrongSecret),
        Err(E::Suspended) => (registered, AnonymousRefusal::ClientSuspended),
    };
    deps.refusals.count(deps.clock.now(), client, reason);
    proved
}

async fn authenticate(
    deps: &Deps,
    credentials: &ClientCredentials,
) -> Result<Client, ClientAuthenticationError> {
    let found = deps
        .store
        .read()
        .clients()
        .find_registered(&credentials.client)
        .await?;
    let registered = found.ok_or(ClientAuthenticationError::Unknown)?;
    let secret = match &credentials.presented {
        Presented::Nothing => None,
        Presented::InHeader(secret) => Some(secret),
        // The header is for every client that has a secret, the body only for those that are registered for it.
        Presented::InBody(secret) => {
            if registered.client.authentication != ClientAuthentication::ClientSecretPost {
                return Err(ClientAuthenticationError::WrongMethod);
            }
            Some(secret)
        }
    };
    match (secret, &registered.credential) {
        (None, Credential::None) => {}
        (Some(secret), Credential::Secret(registered)) => {
            let presented = Digest::of(secret.as_bytes());
            if !bool::from(presented.as_bytes().ct_eq(registered.as_bytes())) {
                return Err(ClientAuthenticationError::WrongSecret);
            }
        }
        (None | Some(_), Credential::PublicKeys(_))
        | (Some(_), Credential::None)
        | (None, Credential::Secret(_)) => return Err(ClientAuthenticationError::WrongMethod),
    }
    if registered.client.review == ReviewState::Suspended {
        return Err(ClientAuthenticationError::Suspended);
    }
    Ok(registered.client)
}
