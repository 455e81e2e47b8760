//! Opens an account: for a patient, or with a role for a member of staff.

use domain::{
    actor::{Actor, StaffRole},
    audit::{AuditAction, AuditEvent},
    ids::PatientId,
    language::Language,
    name::PersonName,
    password::WeakPassword,
    person::{Email, Person},
};
use thiserror::Error;

use crate::{
    context::Context,
    passwords::{Password, PasswordError},
    state::Deps,
    store::StoreError,
};

/// An account to be opened.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The address to sign in with.
    pub email: Email,
    /// The display name.
    pub name: PersonName,
    /// The password to sign in with.
    pub password: Password,
    /// The language of pages and mails.
    pub language: Language,
    /// The record that is the holder's own.
    pub patient: Option<PatientId>,
    /// The role of a member of staff.
    pub role: Option<StaffRole>,
}

/// Why no account is opened.
#[derive(Debug, Error)]
pub enum AddPersonError {
    /// Another account has the address or the record.
    #[error("there is an account with that email address, or for that patient, already")]
    Taken,
    /// The password is too short, too long or guessable.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password could not be hashed or checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AddPersonError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(_) => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// Opens an account; one with a role leaves evidence (`staff-added`) in the same transaction.
pub async fn add_person(
    deps: &Deps,
    ctx: Context,
    new: NewPerson,
) -> Result<Person, AddPersonError> {
    let now = deps.clock.now();
    let person = Person {
        id: deps.new_id(now),
        email: new.email,
        name: new.name,
        language: new.language,
        patient: new.patient,
        role: new.role,
        created_at: now,
    };
    new.password.check(&person)?;
    let hash = deps.passwords.hash(new.password, &*deps.entropy).await?;
    let tx = deps.store.begin().await?;
    tx.people().insert(&person, &hash).await?;
    if person.role.is_some() {
        tx.audit(AuditEvent {
            subject: person.patient.clone(),
            ..deps.event(ctx, now, Actor::System, AuditAction::StaffAdded)
        })
        .await?;
    }
    tx.commit().await?;
    Ok(person)
}
