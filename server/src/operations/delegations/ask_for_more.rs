//! A caregiver asks for wider limits or a later end. The patient decides; nothing changes until then, and however often
//! the caregiver asks, the patient gets one notice.

use domain::{
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::{Lasting, Limits, LimitsError},
    ids::{DelegationId, PersonId},
    notice::NoticeKind,
};
use thiserror::Error;

use crate::{
    operations::{acting::Acting, delegation_notice::DelegationNotice, prelude::*},
    store::MoreAsked,
};

/// Why nothing is requested.
#[derive(Debug, Error)]
pub enum AskError {
    /// There is no such delegation of this caregiver, or it is not active.
    #[error("there is no such delegation of this caregiver")]
    NotFound,
    /// The delegation has these limits and this end already.
    #[error("the request asks for nothing beyond the delegation")]
    NothingMore,
    /// These limits cannot be given.
    #[error(transparent)]
    Limits(#[from] LimitsError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Stores a caregiver's request, with its evidence (`more-asked`) and, if none was pending, the patient's notice, in
/// one transaction. `limits` are the whole limits that the delegation would have then.
pub async fn ask_for_more(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    delegation: DelegationId,
    limits: Limits,
    lasting: Option<Lasting>,
) -> Result<MoreAsked, AskError> {
    let now = deps.clock.now();
    limits.check()?;
    let tx = deps.store.begin().await?;
    let found = tx.delegations().lock(delegation).await?;
    let found = found
        .filter(|found| found.caregiver == person)
        .ok_or(AskError::NotFound)?;
    let event = Acting::for_another(found.clone()).event(deps, ctx, now, AuditAction::MoreAsked);
    if !found.is_active(now) {
        tx.audit(event.refused([Reason::DelegationEnded])).await?;
        tx.commit().await?;
        return Err(AskError::NotFound);
    }
    let longer = lasting.is_some_and(|lasting| lasting.ends_at(now) > found.until);
    if limits.is_within(found.limits_at(now)) && !longer {
        return Err(AskError::NothingMore);
    }
    let asked = MoreAsked {
        delegation,
        limits,
        lasting: lasting.filter(|_| longer),
        asked_at: now,
    };
    let waits = tx.delegations().asked(delegation).await?.is_some();
    tx.delegations().ask(&asked).await?;
    if !waits {
        let invitations = tx.invitations();
        let name = invitations
            .name_of_caregiver(&found.subject, person)
            .await?;
        let notice = DelegationNotice {
            kind: NoticeKind::MoreAsked,
            delegation,
            subject: &found.subject,
            at: now,
            by_age: false,
            days_ahead: None,
        };
        notice.to_patient(deps, &tx, name, now).await?;
    }
    tx.audit(AuditEvent {
        categories: limits.categories,
        ..event
    })
    .await?;
    tx.commit().await?;
    Ok(asked)
}
