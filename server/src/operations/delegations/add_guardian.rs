//! Begins a guardian's delegation for a minor. How far it goes, and until when, follows from the birth date.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    delegation::Delegation,
    ids::PatientId,
    person::{Email, InvalidEmail, Person},
};
use thiserror::Error;

use super::related_person::write_related_person;
use crate::operations::prelude::*;

/// Why no delegation of a guardian begins.
#[derive(Debug, Error)]
pub enum AddGuardianError {
    /// The text is not an email address.
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    /// No account has this address.
    #[error("there is no account with that email address")]
    NoAccount,
    /// There is no such record, or it has no whole `Patient.birthDate`.
    #[error("the record of that patient has no birth date, or there is no such record")]
    NoBirthDate,
    /// The patient has reached the age at which a guardian's delegation ends.
    #[error("the patient is no minor any more")]
    OfAge,
    /// That person has a live delegation for the patient.
    #[error("that person acts for that patient already")]
    Taken,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AddGuardianError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(_) => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// Begins the delegation of the account with the address `guardian` for a minor, by whoever made it: delegation, RelatedPerson and evidence
/// (`delegation-changed`) are committed in one transaction.
pub async fn add_guardian(
    deps: &Deps,
    ctx: Context,
    guardian: &str,
    minor: PatientId,
    by: Actor,
) -> Result<Delegation, AddGuardianError> {
    let now = deps.clock.now();
    let email = Email::kept(guardian)?;
    let tx = deps.store.begin().await?;
    let found = tx.people().find_by_email(&email).await?;
    let (guardian, _) = found.ok_or(AddGuardianError::NoAccount)?;
    let delegation = begin_guardianship(deps, ctx, &tx, &guardian, (minor, by), now).await?;
    tx.commit().await?;
    Ok(delegation)
}

/// Begins the delegation of this account, by whoever made it, in the caller's transaction.
pub(in crate::operations) async fn begin_guardianship(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    guardian: &Person,
    (minor, by): (PatientId, Actor),
    now: Timestamp,
) -> Result<Delegation, AddGuardianError> {
    let born = tx.people().birth_date(&minor).await?;
    let born = born.ok_or(AddGuardianError::NoBirthDate)?;
    let (id, ages) = (deps.new_id(now), deps.config.guardian_ages);
    let delegation = Delegation::of_guardian(id, (minor, born), guardian.id, ages, now)
        .ok_or(AddGuardianError::OfAge)?;
    tx.delegations().insert(&delegation).await?;
    write_related_person(deps, ctx, tx, &delegation, guardian.name.as_str()).await?;
    let event = AuditEvent {
        subject: Some(delegation.subject.clone()),
        delegation: Some(delegation.id),
        categories: delegation.limits_at(now).categories,
        ..deps.event(ctx, now, by, AuditAction::DelegationChanged)
    };
    tx.audit(event).await?;
    Ok(delegation)
}
