//! A trust change puts the caregivers in doubt whom somebody else may have let in: their delegations are suspended until
//! the patient agrees, and invitations that wait are withdrawn ([trust changes](domain::rules#trust-changes)).

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    delegation::{Basis, Delegation, Invitation},
    doubt::Doubt,
    ids::PatientId,
    notice::NoticeKind,
    person::Person,
};

use super::{delegation_notice::DelegationNotice, doubted_credentials::is_doubted, prelude::*};
use crate::store::LetsIn;

/// Suspends delegations for this person's record, and withdraws invitations. A guardian's rests on no proof of theirs.
pub(super) async fn doubt_caregivers(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    doubt: Doubt,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(subject) = &person.patient else {
        return Ok(());
    };
    for delegation in tx.delegations().of_subject(subject).await? {
        let lets_in = LetsIn::Delegation(delegation.id);
        if delegation.basis == Basis::Invited && is_doubted(tx, lets_in, doubt).await? {
            suspend(deps, tx, ctx, person, &delegation, now).await?;
        }
    }
    for invitation in tx.invitations().of_subject(subject).await? {
        let lets_in = LetsIn::Delegation(invitation.delegation);
        if invitation.require_waiting(now).is_ok() && is_doubted(tx, lets_in, doubt).await? {
            withdraw(deps, tx, ctx, person, &invitation, now).await?;
        }
    }
    Ok(())
}

async fn suspend(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    seen: &Delegation,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(delegation) = tx.delegations().lock(seen.id).await? else {
        return Ok(());
    };
    let Ok(waiting) = delegation.suspend(now) else {
        return Ok(());
    };
    tx.delegations().save(&waiting).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::DelegationChanged,
        delegation: waiting.id,
        subject: &waiting.subject,
        at: now,
        days_ahead: None,
        by_age: false,
    };
    notice
        .to_caregiver(deps, tx, waiting.caregiver, now)
        .await?;
    let action = AuditAction::DelegationSuspended;
    let event = deps.event(ctx, now, actor(person), action);
    tx.audit(AuditEvent {
        delegation: Some(waiting.id),
        categories: waiting.limits.categories,
        ..of_record(event, &waiting.subject)
    })
    .await
}

async fn withdraw(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    seen: &Invitation,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(invitation) = tx.invitations().lock(seen.id).await? else {
        return Ok(());
    };
    let Ok(withdrawn) = invitation.withdraw(now) else {
        return Ok(());
    };
    tx.invitations().save(&withdrawn).await?;
    if let Some((invited, _)) = tx.people().find_by_email(&withdrawn.email).await? {
        let notice = DelegationNotice {
            kind: NoticeKind::InvitationWithdrawn,
            delegation: withdrawn.delegation,
            subject: &withdrawn.subject,
            at: now,
            days_ahead: None,
            by_age: false,
        };
        notice.to_caregiver(deps, tx, invited.id, now).await?;
    }
    let action = AuditAction::InvitationWithdrawn;
    let event = deps.event(ctx, now, actor(person), action);
    tx.audit(AuditEvent {
        delegation: Some(withdrawn.delegation),
        categories: withdrawn.limits.categories,
        ..of_record(event, &withdrawn.subject)
    })
    .await
}

const fn actor(person: &Person) -> Actor {
    person.actor()
}

fn of_record(event: AuditEvent, subject: &PatientId) -> AuditEvent {
    AuditEvent {
        subject: Some(subject.clone()),
        ..event
    }
}
