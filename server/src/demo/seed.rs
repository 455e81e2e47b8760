//! Fills a database with the demo's people, apps and records. What is there already stays as it is.

use domain::{actor::Actor, ids::PatientId};
use thiserror::Error;

use super::{
    clients,
    people::{DemoPerson, GUARDIANS, PEOPLE},
    records,
};
use crate::{
    operations::{
        administration::{
            add_person::{AddPersonError, NewPerson, add_person},
            register_client::{Credential, RegisterError, register_client},
        },
        delegations::add_guardian::{AddGuardianError, add_guardian},
        records::{
            import_records::{Import, ImportReport},
            lists::note_first_lists,
        },
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
    Guardian(#[from] AddGuardianError),
    #[error(transparent)]
    Client(#[from] RegisterError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns what became of the records.
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
    note_first_lists(deps).await?;
    let mut import = Import::new(deps, deps.own_context());
    for bundle in records::bundles() {
        import.text(bundle.name, &bundle.text).await?;
    }
    let report = import.report();
    for (mailbox, minor) in GUARDIANS {
        let email = format!("{mailbox}@demo.sayso.example");
        match add_guardian(
            deps,
            deps.own_context(),
            &email,
            patient(minor),
            Actor::System,
        )
        .await
        {
            Ok(_) | Err(AddGuardianError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(report)
}

fn patient(id: &str) -> PatientId {
    PatientId::parse(id).expect("a literal patient id is valid")
}

fn new_person(deps: &Deps, person: &DemoPerson) -> NewPerson {
    NewPerson {
        email: person.email(),
        name: person.name.parse().expect("a literal name is one"),
        password: Password::new(deps.config.demo_password.clone()),
        language: person.language,
        patient: person.patient.map(patient),
        role: person.role,
    }
}
