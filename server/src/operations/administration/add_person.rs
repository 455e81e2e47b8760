//! Opens an account: for a patient, or with a role for a member of staff.

use domain::{
    actor::{Actor, StaffRole},
    audit::{AuditAction, AuditEvent},
    ids::PatientId,
    language::Language,
    person::{Email, InvalidEmail, Person},
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
    pub email: String,
    /// The display name.
    pub name: String,
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
    /// The text is not an email address.
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    /// The name is empty.
    #[error("a person needs a name")]
    NoName,
    /// Another account has the address or the record.
    #[error("there is an account with that email address, or for that patient, already")]
    Taken,
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
    let name = new.name.trim();
    if name.is_empty() {
        return Err(AddPersonError::NoName);
    }
    let person = Person {
        id: deps.new_id(now),
        email: Email::parse(&new.email)?,
        name: name.to_owned(),
        language: new.language,
        patient: new.patient,
        role: new.role,
        created_at: now,
    };
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
