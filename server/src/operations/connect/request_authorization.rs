//! Keeps the question of an app until a person answers it.

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

/// What an app asked, checked against its registration already.
#[derive(Clone, Debug)]
pub struct NewAuthorizationRequest {
    pub client: ClientId,
    pub redirect_uri: String,
    pub scope: ScopeSet,
    pub purpose: PurposeOfUse,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: PkceChallenge,
    pub demand: Demand,
}

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
