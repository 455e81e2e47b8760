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

/// Who gets an account.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub email: String,
    pub name: String,
    pub password: Password,
    pub language: Language,
    pub patient: Option<PatientId>,
    pub role: Option<StaffRole>,
}

#[derive(Debug, Error)]
pub enum AddPersonError {
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    #[error("a person needs a name")]
    NoName,
    #[error("there is an account with that email address, or for that patient, already")]
    Taken,
    #[error(transparent)]
    Password(#[from] PasswordError),
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
