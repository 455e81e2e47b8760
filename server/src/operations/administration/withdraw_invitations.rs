//! Withdraws the invitations about a record that nobody has answered.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    ids::PatientId,
};

use super::account_care::Care;
use crate::operations::prelude::*;

/// Withdraws them, each with its evidence (`invitation-withdrawn`), in the caller's transaction. Returns how many there were.
pub(super) async fn withdraw_invitations(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    subject: &PatientId,
    care: &Care,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut withdrawn = 0;
    for seen in tx.invitations().of_subject(subject).await? {
        let found = tx.invitations().lock(seen.id).await?;
        let Some(Ok(gone)) = found.map(|found| found.withdraw(now)) else {
            continue;
        };
        tx.invitations().save(&gone).await?;
        let event = deps.event(ctx, now, care.by.clone(), AuditAction::InvitationWithdrawn);
        tx.audit(AuditEvent {
            subject: Some(gone.subject.clone()),
            delegation: Some(gone.delegation),
            categories: gone.limits.categories,
            stated_reason: Some(care.reason.clone()),
            ..event
        })
        .await?;
        withdrawn += 1;
    }
    Ok(withdrawn)
}
