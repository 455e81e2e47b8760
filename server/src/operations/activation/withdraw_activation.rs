//! Takes back what the hospital sent: the link or the letter opens nothing any more.

use domain::{
    Timestamp,
    activation::{Activation, ActivationBasis, ActivationStatus},
    actor::Actor,
    audit::{AuditAction, AuditEvent, StatedReason},
    ids::PatientId,
};
use thiserror::Error;

use super::{
    about::about,
    find_record::{FindRecordError, RecordName, find_record},
};
use crate::operations::prelude::*;

/// Why nothing is withdrawn.
#[derive(Debug, Error)]
pub enum WithdrawActivationError {
    /// No record is meant, or several.
    #[error(transparent)]
    Record(#[from] FindRecordError),
    /// No activation about that record can be opened.
    #[error("no activation for that record can be used: there is nothing to withdraw")]
    NothingWaits,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Withdraws every activation about a record that can still be opened, with its evidence (`activation-withdrawn`) in one
/// transaction. Returns them.
pub async fn withdraw_activation(
    deps: &Deps,
    ctx: Context,
    record: &RecordName,
    by: Actor,
    reason: Option<StatedReason>,
) -> Result<Vec<Activation>, WithdrawActivationError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let patient = find_record(&tx, record).await?;
    let withdrawn = withdraw_of(deps, ctx, &tx, (&patient, None), (by, reason), now).await?;
    if withdrawn.is_empty() {
        return Err(WithdrawActivationError::NothingWaits);
    }
    tx.commit().await?;
    Ok(withdrawn)
}

/// Withdraws what can still be opened about a record, for one basis or for all, in the caller's transaction.
pub(in crate::operations) async fn withdraw_of(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    (patient, basis): (&PatientId, Option<ActivationBasis>),
    (by, reason): (Actor, Option<StatedReason>),
    now: Timestamp,
) -> Result<Vec<Activation>, StoreError> {
    let mut open = tx.activations().of_patient(patient).await?;
    open.retain(|one| {
        let is_open = one.require_open(now).is_ok();
        let is_over = one.status(now) != ActivationStatus::Waiting && !is_open;
        !is_over && basis.is_none_or(|basis| one.basis == basis)
    });
    withdraw_all(deps, ctx, tx, open, (by, reason), now).await
}

/// Withdraws these, each with its evidence, in the caller's transaction. Returns those that were not used or withdrawn before.
pub(super) async fn withdraw_all(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    activations: Vec<Activation>,
    (by, reason): (Actor, Option<StatedReason>),
    now: Timestamp,
) -> Result<Vec<Activation>, StoreError> {
    let mut withdrawn = Vec::new();
    for one in activations {
        let Ok(one) = one.withdraw(now) else {
            continue;
        };
        tx.activations().save(&one, None).await?;
        let event = deps.event(ctx, now, by.clone(), AuditAction::ActivationWithdrawn);
        tx.audit(AuditEvent {
            stated_reason: reason.clone(),
            ..about(event, &one)
        })
        .await?;
        withdrawn.push(one);
    }
    Ok(withdrawn)
}
