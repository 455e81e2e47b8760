//! Registers a client, with its credential.

use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    client::{Client, ClientAuthentication},
};
use thiserror::Error;

use crate::context::Context;
pub use crate::store::Credential;
use crate::{
    state::Deps,
    store::{RegisteredClient, StoreError},
};

/// Why a client is not registered.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// It has no redirect URI.
    #[error("an app needs an address that answers go to")]
    NoRedirect,
    /// It has no purpose.
    #[error("an app needs a purpose")]
    NoPurpose,
    /// Its needed scopes go beyond its allowed ones, so it could never work.
    #[error("an app that says it needs more than it may ask for can never work")]
    NeedsTooMuch,
    /// The credential does not fit the method of authentication.
    #[error("authentication method and credential of the app do not match")]
    Credential,
    /// Another client has the id.
    #[error("there is an app with that id already")]
    Taken,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for RegisterError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(_) => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// Registers a client, with its evidence (`client-registered`) in one transaction.
pub async fn register_client(
    deps: &Deps,
    ctx: Context,
    client: Client,
    credential: Credential,
) -> Result<RegisteredClient, RegisterError> {
    check(&client, &credential)?;
    let now = deps.clock.now();
    let registered = RegisteredClient {
        client,
        credential,
        registered_at: now,
    };
    let tx = deps.store.begin().await?;
    tx.clients().insert(&registered).await?;
    tx.audit(AuditEvent {
        client: Some(registered.client.id.clone()),
        ..deps.event(ctx, now, Actor::System, AuditAction::ClientRegistered)
    })
    .await?;
    tx.commit().await?;
    Ok(registered)
}

fn check(client: &Client, credential: &Credential) -> Result<(), RegisterError> {
    let matches = matches!(
        (client.authentication, credential),
        (ClientAuthentication::None, Credential::None)
            | (
                ClientAuthentication::ClientSecretBasic | ClientAuthentication::ClientSecretPost,
                Credential::Secret(_)
            )
            | (
                ClientAuthentication::PrivateKeyJwt,
                Credential::PublicKeys(_)
            )
    );
    if !matches {
        return Err(RegisterError::Credential);
    }
    if client.redirect_uris.is_empty() {
        return Err(RegisterError::NoRedirect);
    }
    if client.purposes.is_empty() {
        return Err(RegisterError::NoPurpose);
    }
    if !client.needed_scopes.is_subset(&client.allowed_scopes) {
        return Err(RegisterError::NeedsTooMuch);
    }
    Ok(())
}
