//! Whose record can a client get: the person's own, and those of patients whose apps they may manage.

use domain::{
    delegation::{Ability, Delegation},
    ids::PatientId,
    name::PersonName,
    person::Person,
};

use crate::operations::prelude::*;

/// One record that a person may share from.
#[derive(Clone, Debug)]
pub struct RecordToChoose {
    /// Whose record.
    pub subject: PatientId,
    /// The display name of the patient; `None` without an account and without a name in the record.
    pub name: Option<PersonName>,
    /// What lets the person share it; `None` for their own.
    pub delegation: Option<Delegation>,
}

/// Returns the records that a person may share from: their own first, then those of delegations with `manage-apps`,
/// oldest first.
pub async fn records_to_choose(
    deps: &Deps,
    person: &Person,
) -> Result<Vec<RecordToChoose>, StoreError> {
    let now = deps.clock.now();
    let store = deps.store.read();
    let own = person.patient.clone().map(|subject| RecordToChoose {
        subject,
        name: Some(person.name.clone()),
        delegation: None,
    });
    let mut records = Vec::from_iter(own);
    let delegations = store.delegations().of_caregiver(person.id).await?;
    for delegation in delegations.into_iter().rev() {
        if !delegation
            .limits_at(now)
            .abilities
            .contains(Ability::ManageApps)
        {
            continue;
        }
        let name = store.people().name_of_patient(&delegation.subject).await?;
        records.push(RecordToChoose {
            subject: delegation.subject.clone(),
            name,
            delegation: Some(delegation),
        });
    }
    Ok(records)
}
