//! Denies an authorization request: the person declined, cannot be authenticated as the client demands, or may share no
//! record. The client gets an error response, and nothing is stored but the evidence.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::{AuthorizationRequest, RequestError},
    decision::Reason,
    ids::AuthorizationRequestId,
    person::Person,
};
use thiserror::Error;

pub use super::denied::Denied;
use super::{
    denied::No,
    find_closed::{Closed, find_closed},
    records_to_choose::records_to_choose,
};
use crate::operations::{acting::Acting, prelude::*};

/// Why nothing is denied.
#[derive(Debug, Error)]
pub enum DenyError {
    /// There is no such request.
    #[error("there is no such request")]
    NotFound,
    /// It was decided, or has expired.
    #[error(transparent)]
    Over(#[from] RequestError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Denies a request with `access_denied`. The stage and the evidence (`consent-denied`) are committed in one
/// transaction; of an expired request nothing is.
pub async fn deny_consent(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    acting: &Acting,
) -> Result<Denied, DenyError> {
    let by = |now, action| acting.event(deps, ctx, now, action);
    deny(deps, request, by, No::Said).await
}

/// Ends a request with `unmet_authentication_requirements`: this person cannot be authenticated as the client demands.
pub async fn deny_unmet_demand(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    acting: &Acting,
) -> Result<Denied, DenyError> {
    let by = |now, action| acting.event(deps, ctx, now, action);
    deny(deps, request, by, No::DemandUnmet).await
}

/// Ends a request before a record was chosen, with `access_denied`. The client hears the same from a person who may share
/// none and from one who does not want to; the evidence says which it was.
pub async fn leave_request(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    person: &Person,
) -> Result<Denied, DenyError> {
    let by = |now, action| deps.event(ctx, now, person.actor(), action);
    if let Some((_, Closed::ClientSuspended)) = find_closed(deps, request).await? {
        return deny(deps, request, by, No::ClientSuspended).await;
    }
    let records = records_to_choose(deps, person, request).await?;
    let could = records.is_some_and(|records| records.iter().any(|record| !record.taken));
    let why = if could { No::Said } else { No::MayNot };
    deny(deps, request, by, why).await
}

pub(super) async fn deny(
    deps: &Deps,
    request: AuthorizationRequestId,
    by: impl Fn(Timestamp, AuditAction) -> AuditEvent,
    why: No,
) -> Result<Denied, DenyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let request = tx.requests().lock(request).await?;
    let request = request.ok_or(DenyError::NotFound)?;
    let denied = match request.clone().deny(now) {
        Ok(denied) => denied,
        // Nothing is decided, and so nothing is written: the app hears that its question is over.
        Err(RequestError::Expired) => return Ok(answered(deps, request, No::Expired)),
        Err(error) => return Err(error.into()),
    };
    tx.requests().save(&denied).await?;
    let refused = |reason| by(now, AuditAction::ConsentGiven).refused([reason]);
    let event = match why {
        No::Said | No::Expired => by(now, AuditAction::ConsentDenied),
        No::MayNot => refused(Reason::RoleNotAllowed),
        No::DemandUnmet => refused(Reason::StepUpRequired),
        No::ClientSuspended => refused(Reason::ClientSuspended),
    };
    tx.audit(about(&denied, event)).await?;
    tx.commit().await?;
    Ok(answered(deps, denied, why))
}

fn answered(deps: &Deps, request: AuthorizationRequest, why: No) -> Denied {
    Denied {
        redirect_uri: request.redirect_uri,
        state: request.state,
        issuer: deps.config.issuer(),
        why,
    }
}

fn about(request: &AuthorizationRequest, event: AuditEvent) -> AuditEvent {
    AuditEvent {
        client: Some(request.client.clone()),
        purpose: Some(request.purpose),
        categories: request.scope.categories(),
        scope: Some(request.scope.to_string()),
        ..event
    }
}
