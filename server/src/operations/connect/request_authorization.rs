//! Stores an authorization request until a person decides. Anybody can send one, so it becomes evidence only when somebody
//! who is signed in opens it.

use domain::{
    acr::Demand,
    catalogue::PurposeOfUse,
    consent::{AuthorizationRequest, PkceChallenge, Stage},
    ids::{AuthorizationRequestId, ClientId},
    scope::ScopeSet,
};

use crate::operations::prelude::*;

/// An authorization request (RFC 6749 §4.1.1), checked against the client's registration.
#[derive(Clone, Debug)]
pub struct NewAuthorizationRequest {
    /// The `client_id`.
    pub client: ClientId,
    /// Where the response goes; permitted by the registration.
    pub redirect_uri: String,
    /// The scope, without what the client is not registered for.
    pub scope: ScopeSet,
    /// The purpose: claimed, or the client's default.
    pub purpose: PurposeOfUse,
    /// Returned with the response.
    pub state: Option<String>,
    /// Returned in the ID token.
    pub nonce: Option<String>,
    /// The PKCE code challenge.
    pub challenge: PkceChallenge,
    /// `acr_values` and `max_age`.
    pub demand: Demand,
}

/// Stores an authorization request and its evidence (`consent-requested`) in one transaction. Returns it as pending.
pub async fn request_authorization(
    deps: &Deps,
    asked: NewAuthorizationRequest,
) -> Result<AuthorizationRequestId, StoreError> {
    let now = deps.clock.now();
    let request = AuthorizationRequest {
        id: deps.new_id(now),
        client: asked.client,
        redirect_uri: asked.redirect_uri,
        scope: asked.scope,
        purpose: asked.purpose,
        state: asked.state,
        nonce: asked.nonce,
        challenge: asked.challenge,
        demand: asked.demand,
        created_at: now,
        draft: None,
        stage: Stage::Pending,
    };
    let tx = deps.store.begin().await?;
    tx.requests().insert(&request).await?;
    tx.commit().await?;
    Ok(request.id)
}
