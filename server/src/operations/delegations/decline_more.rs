//! A patient says no to what a caregiver asked for. Everything stays as it is.

use domain::{
    audit::{AuditAction, AuditEvent},
    ids::DelegationId,
    notice::NoticeKind,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    caregiver_news::News,
    prelude::*,
};

#[derive(Debug, Error)]
pub enum DeclineMoreError {
    /// No such request, or to another patient.
    #[error("nothing was asked of this patient under that name")]
    NotFound,
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for DeclineMoreError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

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
    let news = News {
        kind: NoticeKind::MoreDeclined,
        delegation,
        subject: &found.subject,
        at: now,
    };
    news.to_caregiver(deps, &tx, found.caregiver, now).await?;
    let event = AuditEvent {
        delegation: Some(delegation),
        ..acting.event(deps, ctx, now, action)
    };
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(())
}
