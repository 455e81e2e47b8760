//! A caregiver asks to see more, or for longer. The patient decides; nothing changes until then, and however often the
//! caregiver asks until then, the patient is told once.

use domain::{
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::{Lasting, Limits, LimitsError},
    ids::{DelegationId, PersonId},
    notice::NoticeKind,
};
use thiserror::Error;

use crate::{
    operations::{acting::Acting, caregiver_news::News, prelude::*},
    store::MoreAsked,
};

#[derive(Debug, Error)]
pub enum AskError {
    /// Not theirs, not active, or not there.
    #[error("there is no such delegation of this caregiver")]
    NotFound,
    #[error("it asks for nothing more than there is")]
    NothingMore,
    #[error(transparent)]
    Limits(#[from] LimitsError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// `limits` is everything that the caregiver would have then; what they have already stays in it.
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
        let names = tx.people().names(&[person]).await?;
        let name = names.get(&person).cloned().unwrap_or_default();
        let news = News {
            kind: NoticeKind::MoreAsked,
            delegation,
            subject: &found.subject,
            at: now,
        };
        news.to_patient(deps, &tx, name, now).await?;
    }
    tx.audit(AuditEvent {
        categories: limits.categories,
        ..event
    })
    .await?;
    tx.commit().await?;
    Ok(asked)
}
