//! A person says no, or cannot be authenticated as the app demands: the app is told so, and nothing else comes of its
//! question.

use domain::{
    audit::{AuditAction, AuditEvent},
    consent::{AuthorizationRequest, RequestError},
    decision::Reason,
    ids::AuthorizationRequestId,
};
use thiserror::Error;

use crate::operations::{acting::Acting, client_answer::answer_location, prelude::*};

/// Where the person goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    pub redirect_uri: String,
    pub state: Option<String>,
    pub issuer: String,
    why: No,
}

/// Why nothing comes of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum No {
    Said,
    /// OpenID Connect "Unmet Authentication Requirements" 1.0, RFC 9470 §5.
    DemandUnmet,
}

impl Denied {
    /// RFC 6749 §4.1.2.1.
    pub fn location(&self) -> String {
        let (error, description) = match self.why {
            No::Said => ("access_denied", "the patient did not share"),
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

#[derive(Debug, Error)]
pub enum DenyError {
    #[error("there is no such request")]
    NotFound,
    #[error(transparent)]
    Over(#[from] RequestError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn deny_consent(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    acting: &Acting,
) -> Result<Denied, DenyError> {
    deny(deps, ctx, request, acting, No::Said).await
}

/// Ends the question of an app that demands what this person cannot show.
pub async fn deny_unmet_demand(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    acting: &Acting,
) -> Result<Denied, DenyError> {
    deny(deps, ctx, request, acting, No::DemandUnmet).await
}

async fn deny(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    acting: &Acting,
    why: No,
) -> Result<Denied, DenyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let request = tx.requests().lock(request).await?;
    let denied = request.ok_or(DenyError::NotFound)?.deny(now)?;
    tx.requests().save(&denied).await?;
    let action = match why {
        No::Said => AuditAction::ConsentDenied,
        No::DemandUnmet => AuditAction::ConsentGiven,
    };
    let event = refusal(acting.event(deps, ctx, now, action), &denied);
    let event = match why {
        No::Said => event,
        No::DemandUnmet => event.refused([Reason::StepUpRequired]),
    };
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(Denied {
        redirect_uri: denied.redirect_uri,
        state: denied.state,
        issuer: deps.config.issuer(),
        why,
    })
}

fn refusal(event: AuditEvent, request: &AuthorizationRequest) -> AuditEvent {
    AuditEvent {
        client: Some(request.client.clone()),
        purpose: Some(request.purpose),
        categories: request.scope.categories(),
        scope: Some(request.scope.to_string()),
        ..event
    }
}
