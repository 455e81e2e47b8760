//! Ends a caregiver's delegation for a patient who asks for it by phone, or for their safety.

use domain::{delegation::DelegationEndCause, ids::DelegationId};

use super::account_care::Care;
use crate::operations::{
    delegations::end_delegation::{EndError, EndedDelegation, finish},
    prelude::*,
};

/// Ends a delegation: its state, the consents given under it with their grants, the notices to both sides and the evidence
/// (`delegation-ended`) are committed in one transaction.
pub async fn stop_delegation(
    deps: &Deps,
    ctx: Context,
    delegation: DelegationId,
    care: &Care,
) -> Result<EndedDelegation, EndError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.delegations().lock(delegation).await?;
    let found = found.ok_or(EndError::NotFound)?;
    let cause = DelegationEndCause::EndedByStaff;
    let ended = found
        .end(care.by.clone(), cause, now)
        .map_err(|_| EndError::Over)?;
    let reason = Some(care.reason.clone());
    let ended = finish(deps, ctx, &tx, ended, (care.by.clone(), cause, reason), now).await?;
    tx.commit().await?;
    Ok(ended)
}
