//! Whether a client is who it says it is.

use domain::{
    client::{Client, ReviewState},
    ids::ClientId,
};
use subtle::ConstantTimeEq;
use thiserror::Error;

use crate::{operations::prelude::*, secret::Digest, store::Credential};

/// What a client presents. `Debug` is left out: it holds a secret.
pub struct ClientCredentials {
    pub client: ClientId,
    pub secret: Option<String>,
}

/// Why a client was refused. All but the last look alike from outside (RFC 6749 §5.2 `invalid_client`).
#[derive(Debug, Error)]
pub enum ClientAuthenticationError {
    #[error("there is no such client")]
    Unknown,
    #[error("the secret is wrong")]
    WrongSecret,
    #[error("the client is registered to prove itself in another way")]
    WrongMethod,
    #[error("the client is suspended")]
    Suspended,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn authenticate_client(
    deps: &Deps,
    credentials: ClientCredentials,
) -> Result<Client, ClientAuthenticationError> {
    let found = deps
        .store
        .read()
        .clients()
        .find_registered(&credentials.client)
        .await?;
    let registered = found.ok_or(ClientAuthenticationError::Unknown)?;
    match (&credentials.secret, &registered.credential) {
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
