//! Stores an authorization request until a person decides.

use domain::{
    Timestamp,
    acr::Demand,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
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
    ctx: Context,
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
    tx.audit(requested(deps, ctx, now, &request)).await?;
    tx.commit().await?;
    Ok(request.id)
}

fn requested(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    request: &AuthorizationRequest,
) -> AuditEvent {
    let actor = Actor::Client {
        client: request.client.clone(),
    };
    AuditEvent {
        client: Some(request.client.clone()),
        purpose: Some(request.purpose),
        categories: request.scope.categories(),
        scope: Some(request.scope.to_string()),
        ..deps.event(ctx, now, actor, AuditAction::ConsentRequested)
    }
}
