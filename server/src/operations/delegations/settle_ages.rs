//! Birthdays that change a guardian's delegation: announced a month ahead, and stored when they have come. Access never
//! depends on this: each request looks at the age itself.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    delegation::{AgeEvent, Delegation, DelegationEndCause},
    ids::DelegationId,
    name::PersonName,
    notice::NoticeKind,
};

use super::{end_delegation::finish, related_person::write_related_person};
use crate::operations::{delegation_notice::DelegationNotice, prelude::*};

/// How long before a birthday both sides get a notice.
pub const AHEAD: TimeDelta = TimeDelta::days(30);

/// Announces the birthdays ahead, and stores what past ones changed, each delegation in a transaction with its
/// evidence. Returns how many changes were stored.
pub async fn settle_ages(deps: &Deps) -> Result<u64, StoreError> {
    let mut settled = 0;
    for guardian in deps.store.read().delegations().of_guardians().await? {
        settled += settle(deps, guardian.id).await?;
    }
    Ok(settled)
}

async fn settle(deps: &Deps, id: DelegationId) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some(mut guardian) = tx.delegations().lock(id).await? else {
        return Ok(0);
    };
    let mut settled = 0;
    while let Some((event, after)) = guardian.settle_age(now) {
        guardian = write(deps, &tx, event, after, now).await?;
        settled += 1;
    }
    if let Some((_, at)) = guardian.ages.and_then(|ages| ages.next(now))
        && guardian.is_active(now)
        && at - now <= AHEAD
    {
        tell_both(deps, &tx, NoticeKind::AgeEventAhead, &guardian, at).await?;
    }
    tx.commit().await?;
    Ok(settled)
}

async fn write(
    deps: &Deps,
    tx: &Tx,
    event: AgeEvent,
    after: Delegation,
    now: Timestamp,
) -> Result<Delegation, StoreError> {
    let ctx = deps.own_context();
    let action = match event {
        AgeEvent::End => {
            let cause = DelegationEndCause::CameOfAge;
            let ended = finish(deps, ctx, tx, after, (Actor::System, cause, None), now).await?;
            return Ok(ended.delegation);
        }
        AgeEvent::Narrow => AuditAction::DelegationChanged,
        AgeEvent::Suspend => AuditAction::DelegationSuspended,
    };
    tx.delegations().save(&after).await?;
    let name = caregiver(tx, &after).await?;
    let name = name.as_ref().map_or("", PersonName::as_str);
    write_related_person(deps, ctx, tx, &after, name).await?;
    tell_both(deps, tx, NoticeKind::DelegationChanged, &after, now).await?;
    tx.audit(AuditEvent {
        subject: Some(after.subject.clone()),
        delegation: Some(after.id),
        categories: after.limits.categories,
        ..deps.event(ctx, now, Actor::System, action)
    })
    .await?;
    Ok(after)
}

/// The young person, if they have an account, and the guardian.
async fn tell_both(
    deps: &Deps,
    tx: &Tx,
    kind: NoticeKind,
    guardian: &Delegation,
    at: Timestamp,
) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let notice = DelegationNotice {
        kind,
        delegation: guardian.id,
        subject: &guardian.subject,
        at,
        by_age: true,
        days_ahead: None,
    };
    notice
        .to_caregiver(deps, tx, guardian.caregiver, now)
        .await?;
    let name = caregiver(tx, guardian).await?;
    notice.to_patient(deps, tx, name, now).await
}

async fn caregiver(tx: &Tx, delegation: &Delegation) -> Result<Option<PersonName>, StoreError> {
    let mut names = tx.people().names(&[delegation.caregiver]).await?;
    Ok(names.remove(&delegation.caregiver))
}
