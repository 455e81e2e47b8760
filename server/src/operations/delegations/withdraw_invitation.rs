//! Withdraws an invitation. It needs no proof.

use domain::{
    audit::{AuditAction, AuditEvent},
    ids::InvitationId,
    notice::NoticeKind,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    delegation_notice::DelegationNotice,
    prelude::*,
};

/// Why nothing is withdrawn.
#[derive(Debug, Error)]
pub enum WithdrawError {
    /// There is no such invitation of this patient.
    #[error("there is no such invitation of this patient")]
    NotFound,
    /// It was answered, or has expired or closed.
    #[error("the invitation was answered or has ended")]
    Over,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for WithdrawError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

/// Withdraws an invitation: its state, the notice to an invited person with an account, and the evidence
/// (`invitation-withdrawn`) are committed in one transaction.
pub async fn withdraw_invitation(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    invitation: InvitationId,
) -> Result<(), WithdrawError> {
    let now = deps.clock.now();
    let action = AuditAction::InvitationWithdrawn;
    acting.require_own(deps, ctx, action).await?;
    let tx = deps.store.begin().await?;
    let found = tx.invitations().lock(invitation).await?;
    let found = found.filter(|found| found.subject == acting.subject);
    let withdrawn = found
        .ok_or(WithdrawError::NotFound)?
        .withdraw(now)
        .map_err(|_| WithdrawError::Over)?;
    tx.invitations().save(&withdrawn).await?;
    if let Some((invited, _)) = tx.people().find_by_email(&withdrawn.email).await? {
        let notice = DelegationNotice {
            kind: NoticeKind::InvitationWithdrawn,
            delegation: withdrawn.delegation,
            subject: &withdrawn.subject,
            at: now,
            by_age: false,
            days_ahead: None,
        };
        notice.to_caregiver(deps, &tx, invited.id, now).await?;
    }
    let event = AuditEvent {
        delegation: Some(withdrawn.delegation),
        categories: withdrawn.limits.categories,
        ..acting.event(deps, ctx, now, action)
    };
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(())
}
