//! Fills a database with the demo's people, apps and records. What is there already stays as it is.

use thiserror::Error;

use super::{
    clients,
    people::{DemoPerson, PEOPLE},
    records,
};
use crate::{
    operations::{
        add_person::{AddPersonError, NewPerson, add_person},
        import_records::{Import, ImportReport},
        register_client::{Credential, RegisterError, register_client},
    },
    passwords::Password,
    secret::Digest,
    state::Deps,
    store::StoreError,
};

#[derive(Debug, Error)]
pub enum SeedError {
    #[error(transparent)]
    Person(#[from] AddPersonError),
    #[error(transparent)]
    Client(#[from] RegisterError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The answer is what became of the records.
pub async fn seed(deps: &Deps) -> Result<ImportReport, SeedError> {
    for person in PEOPLE {
        match add_person(deps, deps.own_context(), new_person(deps, person)).await {
            Ok(_) | Err(AddPersonError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    for (client, secret) in clients::clients() {
        let credential = secret.map_or(Credential::None, |secret| {
            Credential::Secret(Digest::of(secret.as_bytes()))
        });
        match register_client(deps, deps.own_context(), client, credential).await {
            Ok(_) | Err(RegisterError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut import = Import::new(deps, deps.own_context());
    for bundle in records::bundles() {
        import.text(bundle.name, &bundle.text).await?;
    }
    Ok(import.report())
}

fn new_person(deps: &Deps, person: &DemoPerson) -> NewPerson {
    NewPerson {
        email: person.email(),
        name: person.name.to_owned(),
        password: Password::new(deps.config.demo_password.clone()),
        language: person.language,
        patient: person
            .patient
            .map(|id| id.parse().expect("a literal patient id is valid")),
        role: person.role,
    }
}
