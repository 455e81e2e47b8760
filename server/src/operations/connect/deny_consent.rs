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

use super::records_to_choose::records_to_choose;
use crate::operations::{acting::Acting, authorization_response::answer_location, prelude::*};

/// The error response (RFC 6749 §4.1.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Where the response goes.
    pub redirect_uri: String,
    /// The `state` of the request.
    pub state: Option<String>,
    /// The `iss` parameter (RFC 9207).
    pub issuer: String,
    why: No,
}

/// Why nothing comes of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum No {
    Said,
    /// They may share no record, or not this one.
    MayNot,
    /// OpenID Connect "Unmet Authentication Requirements" 1.0, RFC 9470 §5.
    DemandUnmet,
}

impl Denied {
    /// Returns the redirect to the client, with the error.
    pub fn location(&self) -> String {
        let (error, description) = match self.why {
            // The app hears the same: why somebody shares nothing is theirs to tell.
            No::Said | No::MayNot => ("access_denied", "the patient did not share"),
            No::DemandUnmet => (
                "unmet_authentication_requirements",
                "the patient cannot be authenticated as acr_values demand",
            ),
        };
        answer_location(
            &self.redirect_uri,
            &[
                ("error", Some(error)),
                ("error_description", Some(description)),
                ("state", self.state.as_deref()),
                ("iss", Some(&self.issuer)),
            ],
        )
    }
}

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
/// transaction.
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
    let records = records_to_choose(deps, person, request).await?;
    let could = records.is_some_and(|records| records.iter().any(|record| !record.taken));
    let why = if could { No::Said } else { No::MayNot };
    let by = |now, action| deps.event(ctx, now, person.actor(), action);
    deny(deps, request, by, why).await
}

async fn deny(
    deps: &Deps,
    request: AuthorizationRequestId,
    by: impl Fn(Timestamp, AuditAction) -> AuditEvent,
    why: No,
) -> Result<Denied, DenyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let request = tx.requests().lock(request).await?;
    let denied = request.ok_or(DenyError::NotFound)?.deny(now)?;
    tx.requests().save(&denied).await?;
    let refused = |reason| by(now, AuditAction::ConsentGiven).refused([reason]);
    let event = match why {
        No::Said => by(now, AuditAction::ConsentDenied),
        No::MayNot => refused(Reason::RoleNotAllowed),
        No::DemandUnmet => refused(Reason::StepUpRequired),
    };
    tx.audit(about(&denied, event)).await?;
    tx.commit().await?;
    Ok(Denied {
        redirect_uri: denied.redirect_uri,
        state: denied.state,
        issuer: deps.config.issuer(),
        why,
    })
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
