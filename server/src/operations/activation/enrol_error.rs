//! Why does no account begin with a sign-in at the hospital's provider, and what of it is evidence?

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    ids::PatientId,
    upstream::SeveralRoles,
};
use thiserror::Error;

use super::find_record::FindRecordError;
use crate::operations::prelude::*;

/// Why no account begins.
#[derive(Debug, Error)]
pub enum EnrolError {
    /// The record is not here, or several could be meant.
    #[error("the record claim: {0}")]
    Record(FindRecordError),
    /// Another account has the record. Its holder may link the identity to it.
    #[error("the record claim names the record of another account")]
    RecordTaken(PatientId),
    /// The provider named no verified address, or neither it nor the record has a name.
    #[error("the provider tells no verified address, or nobody tells a name")]
    Nameless,
    /// Another account has the address. Its holder may link the identity to it.
    #[error("another account has the address that the provider tells")]
    AddressTaken,
    /// See [`SeveralRoles`].
    #[error(transparent)]
    Roles(#[from] SeveralRoles),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FindRecordError> for EnrolError {
    fn from(error: FindRecordError) -> Self {
        match error {
            FindRecordError::Store(error) => Self::Store(error),
            other => Self::Record(other),
        }
    }
}

impl EnrolError {
    /// The refusal as evidence (`account-activated`), about the record if one is meant; `None` if the store failed.
    pub(super) fn evidence(&self, deps: &Deps, ctx: Context, now: Timestamp) -> Option<AuditEvent> {
        let (reason, subject) = match self {
            Self::Record(_) => (Reason::RecordUnknown, None),
            Self::RecordTaken(patient) => (Reason::RecordTaken, Some(patient.clone())),
            Self::Nameless | Self::AddressTaken => (Reason::AddressUnfit, None),
            Self::Roles(_) => (Reason::RoleNotAllowed, None),
            Self::Store(_) => return None,
        };
        let event = deps.event(ctx, now, Actor::Unknown, AuditAction::AccountActivated);
        Some(AuditEvent { subject, ..event }.refused([reason]))
    }
}
