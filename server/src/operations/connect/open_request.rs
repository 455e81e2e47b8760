//! Somebody who is signed in opens the question of an app: from here on it is about a person, and evidence, and waits
//! longer.

use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    consent::AuthorizationRequest,
    ids::PatientId,
};

use crate::operations::prelude::*;

/// Writes it down at the first time; later times only prolong how long the request waits. What the app asked for stands in
/// the evidence by its kinds of data.
pub async fn note_opened(
    deps: &Deps,
    ctx: Context,
    request: &AuthorizationRequest,
    subject: &PatientId,
) -> Result<(), StoreError> {
    let now = deps.clock.now();
    if !request.use_is_news(now) {
        return Ok(());
    }
    let tx = deps.store.begin().await?;
    if !tx.requests().note_opened(request.id, now).await? {
        return tx.commit().await;
    }
    let actor = Actor::Client {
        client: request.client.clone(),
    };
    tx.audit(AuditEvent {
        subject: Some(subject.clone()),
        client: Some(request.client.clone()),
        purpose: Some(request.purpose),
        categories: request.scope.categories(),
        ..deps.event(ctx, now, actor, AuditAction::ConsentRequested)
    })
    .await?;
    tx.commit().await
}
