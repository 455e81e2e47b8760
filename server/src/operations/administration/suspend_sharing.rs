//! What is shared from a record that grew waits for a new yes: what was agreed to was less.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::SuspensionCause,
    delegation::{Basis, Delegation},
    ids::PatientId,
    notice::NoticeKind,
};

use super::{account_care::Care, leave_record::Left, withdraw_invitations::withdraw_invitations};
use crate::operations::{
    delegation_notice::DelegationNotice, prelude::*, suspend_consents::suspend_consents,
    suspension::Suspension,
};

/// Lets everything about a record that grew wait for a new yes, in the caller's transaction. A guardian's access follows from
/// the law, and goes on.
pub(super) async fn suspend_sharing(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    subject: &PatientId,
    care: &Care,
    now: Timestamp,
) -> Result<Left, StoreError> {
    let why = Suspension {
        by: care.by.clone(),
        cause: SuspensionCause::RecordsMerged,
        reason: Some(care.reason.clone()),
    };
    let mut held = Left {
        consents: suspend_consents(deps, tx, ctx, &why, subject, now).await?,
        ..Left::default()
    };
    for seen in tx.delegations().of_subject(subject).await? {
        let found = tx.delegations().lock(seen.id).await?;
        let invited = found.filter(|found| found.basis == Basis::Invited);
        if let Some(Ok(waits)) = invited.map(|found| found.suspend(now)) {
            suspend(deps, ctx, tx, waits, care, now).await?;
            held.delegations += 1;
        }
    }
    held.invitations = withdraw_invitations(deps, ctx, tx, subject, care, now).await?;
    Ok(held)
}

async fn suspend(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    waits: Delegation,
    care: &Care,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.delegations().save(&waits).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::DelegationChanged,
        delegation: waits.id,
        subject: &waits.subject,
        at: now,
        by_age: false,
        days_ahead: None,
    };
    notice.to_caregiver(deps, tx, waits.caregiver, now).await?;
    let invitations = tx.invitations();
    let called = invitations.name_of_caregiver(&waits.subject, waits.caregiver);
    notice.to_patient(deps, tx, called.await?, now).await?;
    let event = deps.event(ctx, now, care.by.clone(), AuditAction::DelegationSuspended);
    tx.audit(AuditEvent {
        subject: Some(waits.subject.clone()),
        delegation: Some(waits.id),
        categories: waits.limits.categories,
        stated_reason: Some(care.reason.clone()),
        ..event
    })
    .await
}
