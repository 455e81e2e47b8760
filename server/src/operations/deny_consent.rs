//! A person says no: the app is told so, and nothing else comes of its question.

use domain::{
    audit::{AuditAction, AuditEvent},
    consent::{AuthorizationRequest, RequestError},
    ids::AuthorizationRequestId,
};
use thiserror::Error;

use super::{acting::Acting, client_answer::answer_location, prelude::*};

/// Where the person goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    pub redirect_uri: String,
    pub state: Option<String>,
    pub issuer: String,
}

impl Denied {
    /// RFC 6749 §4.1.2.1.
    pub fn location(&self) -> String {
        answer_location(
            &self.redirect_uri,
            &[
                ("error", Some("access_denied")),
                ("error_description", Some("the patient did not share")),
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
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let request = tx.requests().lock(request).await?;
    let denied = request.ok_or(DenyError::NotFound)?.deny(now)?;
    tx.requests().save(&denied).await?;
    let event = acting.event(deps, ctx, now, AuditAction::ConsentDenied);
    tx.audit(refusal(event, &denied)).await?;
    tx.commit().await?;
    Ok(Denied {
        redirect_uri: denied.redirect_uri,
        state: denied.state,
        issuer: deps.config.issuer(),
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
