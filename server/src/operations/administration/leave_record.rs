//! What hung on a record that is nobody's any more ends: consents, delegations, invitations, the way to an account. Nothing of
//! it goes over to another record by itself.

use domain::{
    Timestamp, activation::ActivationBasis, delegation::DelegationEndCause, ids::PatientId,
};
use thiserror::Error;

use super::{
    account_care::Care,
    stop_consent::{StopConsentError, revoke},
    withdraw_invitations::withdraw_invitations,
};
use crate::operations::{
    activation::withdraw_activation::withdraw_of, delegations::end_delegation::finish, prelude::*,
};

/// How many of each ended, or wait for a new yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Consents.
    pub consents: usize,
    /// Delegations.
    pub delegations: usize,
    /// Invitations that nobody had answered.
    pub invitations: usize,
}

/// A part of it could not end.
#[derive(Debug, Error)]
pub enum LeaveError {
    /// A consent could not be revoked.
    #[error(transparent)]
    Consent(#[from] StopConsentError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends all that hung on this record, each with its evidence and notices, in the caller's transaction. Delegations end first,
/// with the consents that were given under them. `ways` says which activations are withdrawn: `None` for all, where the record
/// itself goes.
pub(super) async fn leave_record(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    (subject, ways): (&PatientId, Option<ActivationBasis>),
    care: &Care,
    now: Timestamp,
) -> Result<Left, LeaveError> {
    let mut left = Left::default();
    for seen in tx.delegations().of_subject(subject).await? {
        let Some(delegation) = tx.delegations().lock(seen.id).await? else {
            continue;
        };
        let cause = DelegationEndCause::EndedByStaff;
        let Ok(ended) = delegation.end(care.by.clone(), cause, now) else {
            continue;
        };
        let why = (care.by.clone(), cause, Some(care.reason.clone()));
        let ended = finish(deps, ctx, tx, ended, why, now).await?;
        left.delegations += 1;
        left.consents += ended.consents_ended;
    }
    for seen in tx.consents().list_for(subject).await? {
        let Some(consent) = tx.consents().lock(seen.id).await? else {
            continue;
        };
        match revoke(deps, ctx, tx, consent, care, now).await {
            Ok(_) => left.consents += 1,
            // It had ended by itself.
            Err(StopConsentError::Over) => {}
            Err(error) => return Err(error.into()),
        }
    }
    left.invitations = withdraw_invitations(deps, ctx, tx, subject, care, now).await?;
    let why = (care.by.clone(), Some(care.reason.clone()));
    withdraw_of(deps, ctx, tx, (subject, ways), why, now).await?;
    Ok(left)
}
