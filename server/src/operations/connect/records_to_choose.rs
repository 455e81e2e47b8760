//! Whose record can a client get: the person's own, and those of patients whose apps they may manage.

use domain::{
    delegation::{Ability, Delegation},
    ids::{AuthorizationRequestId, PatientId},
    name::PersonName,
    person::Person,
};

use crate::{
    operations::{acting::Acting, prelude::*},
    store::Triple,
};

/// One record that a person may share from.
#[derive(Clone, Debug)]
pub struct RecordToChoose {
    /// Whose record.
    pub subject: PatientId,
    /// The display name of the patient; `None` without an account and without a name in the record.
    pub name: Option<PersonName>,
    /// What lets the person share it; `None` for their own.
    pub delegation: Option<Delegation>,
    /// Whether somebody else connected this client to it: that decision is not theirs to change.
    pub taken: bool,
}

/// Returns the records that a person may share from: their own first, then those of delegations with `manage-apps`,
/// oldest first. `None` unless the request is pending.
pub async fn records_to_choose(
    deps: &Deps,
    person: &Person,
    request: AuthorizationRequestId,
) -> Result<Option<Vec<RecordToChoose>>, StoreError> {
    let now = deps.clock.now();
    let store = deps.store.read();
    let request = store.requests().find(request).await?;
    let Some(request) = request.filter(|found| found.require_pending(now).is_ok()) else {
        return Ok(None);
    };
    let own = person.patient.clone().map(|subject| RecordToChoose {
        subject,
        name: Some(person.name.clone()),
        delegation: None,
        taken: false,
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
        let triple = Triple {
            subject: &delegation.subject,
            client: &request.client,
            purpose: request.purpose,
            is_sign_in: false,
        };
        let in_force = store.consents().in_force(triple, now).await?;
        let acting = Acting::for_another(delegation.clone());
        records.push(RecordToChoose {
            subject: delegation.subject.clone(),
            name,
            taken: in_force.is_some_and(|consent| !acting.decided(&consent)),
            delegation: Some(delegation),
        });
    }
    Ok(Some(records))
}
