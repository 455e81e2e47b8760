//! Declines a caregiver's request for more. The delegation stays as it is.

use domain::{
    audit::{AuditAction, AuditEvent},
    ids::DelegationId,
    notice::NoticeKind,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    delegation_notice::DelegationNotice,
    prelude::*,
};

/// Why nothing is declined.
#[derive(Debug, Error)]
pub enum DeclineMoreError {
    /// No request of such a delegation of this patient is pending.
    #[error("no such request for more access")]
    NotFound,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for DeclineMoreError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

/// Declines a caregiver's request: it is removed, with the caregiver's notice and the evidence (`more-declined`), in
/// one transaction. The delegation stays as it is.
pub async fn decline_more(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    delegation: DelegationId,
) -> Result<(), DeclineMoreError> {
    let now = deps.clock.now();
    let action = AuditAction::MoreDeclined;
    acting.require_own(deps, ctx, action).await?;
    let tx = deps.store.begin().await?;
    let found = tx.delegations().lock(delegation).await?;
    let found = found
        .filter(|found| found.subject == acting.subject)
        .ok_or(DeclineMoreError::NotFound)?;
    if !tx.delegations().forget_asked(delegation).await? {
        return Err(DeclineMoreError::NotFound);
    }
    let notice = DelegationNotice {
        kind: NoticeKind::MoreDeclined,
        delegation,
        subject: &found.subject,
        at: now,
        by_age: false,
        days_ahead: None,
    };
    notice.to_caregiver(deps, &tx, found.caregiver, now).await?;
    let event = AuditEvent {
        delegation: Some(delegation),
        ..acting.event(deps, ctx, now, action)
    };
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(())
}
