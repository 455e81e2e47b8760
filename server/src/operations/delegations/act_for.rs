//! A caregiver opens a patient's pages in this browser, or goes back to their own.

use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::Delegation,
    ids::DelegationId,
    session::Session,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

/// Why this browser does not act for that patient.
#[derive(Debug, Error)]
pub enum ActForError {
    /// There is no such delegation of this person, or it is not active.
    #[error("no delegation to act for this patient")]
    NotFound,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for ActForError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

/// Makes a session act under a delegation from now on, or on the person's own record (`None`). Returns the delegation.
///
/// Use of the delegation and the evidence (`acting-began`) are committed in one transaction, and so is the evidence of
/// a refusal.
pub async fn act_for(
    deps: &Deps,
    ctx: Context,
    session: &Session,
    delegation: Option<DelegationId>,
) -> Result<Option<Delegation>, ActForError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some(id) = delegation else {
        tx.sessions().save_acting(session.id, None).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let found = tx.delegations().lock(id).await?;
    let mut found = found.ok_or(ActForError::NotFound)?;
    if found.caregiver != session.person {
        // The response reveals nothing, and the patient whose record it is can read of the attempt.
        let actor = Actor::Patient {
            person: session.person,
        };
        let event = AuditEvent {
            subject: Some(found.subject),
            ..deps.event(ctx, now, actor, AuditAction::ActingBegan)
        };
        tx.audit(event.refused([Reason::RoleNotAllowed])).await?;
        tx.commit().await?;
        return Err(ActForError::NotFound);
    }
    let acting = Acting::for_another(found.clone());
    let event = acting.event(deps, ctx, now, AuditAction::ActingBegan);
    if !found.is_active(now) {
        tx.audit(event.refused([Reason::DelegationEnded])).await?;
        tx.commit().await?;
        return Err(ActForError::NotFound);
    }
    found.last_used_at = now;
    tx.delegations().touch(id, now).await?;
    tx.sessions().save_acting(session.id, Some(id)).await?;
    tx.audit(AuditEvent {
        categories: found.limits_at(now).categories,
        ..event
    })
    .await?;
    tx.commit().await?;
    Ok(Some(found))
}
