//! Stores an authorization request until a person decides. Anybody can send one, so it becomes evidence only when somebody
//! who is signed in opens it.

use domain::{
    acr::Demand,
    catalogue::PurposeOfUse,
    consent::{AuthorizationRequest, PkceChallenge, Stage},
    ids::{AuthorizationRequestId, ClientId},
    scope::ScopeSet,
};
use thiserror::Error;

use crate::{operations::prelude::*, rate_limits::source};

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

/// Requests of one client from one network that wait to be opened; a newer one takes the place of the oldest.
pub const MOST_UNOPENED: u64 = 20;

/// Why a request is not stored.
#[derive(Debug, Error)]
pub enum RequestAuthorizationError {
    /// The rate limit of requests from this network is reached.
    #[error("rate limit: too many authorization requests")]
    TooMany,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Stores an authorization request. Returns it as pending. Whoever is signed in is known, and not limited with the
/// strangers of their network.
///
/// # Errors
/// [`RequestAuthorizationError`]; neither writes evidence.
pub async fn request_authorization(
    deps: &Deps,
    ctx: Context,
    asked: NewAuthorizationRequest,
    signed_in: bool,
) -> Result<AuthorizationRequestId, RequestAuthorizationError> {
    let now = deps.clock.now();
    let limits = &deps.rate_limits;
    if !signed_in && !limits.try_authorization(&asked.client, ctx, now).await? {
        return Err(RequestAuthorizationError::TooMany);
    }
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
        opened_at: None,
        draft: None,
        stage: Stage::Pending,
    };
    let tx = deps.store.begin().await?;
    tx.requests()
        .insert_from(&request, &source(ctx), MOST_UNOPENED)
        .await?;
    tx.commit().await?;
    Ok(request.id)
}
