//! The caregivers of a patient, past and present, invitations, and what caregivers ask for; and the patients somebody acts for.

use domain::{
    audit::AuditAction,
    delegation::{Delegation, Invitation},
    ids::PersonId,
};

use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

pub use crate::store::MoreAsked;

/// One caregiver, as the patient sees them.
#[derive(Clone, Debug)]
pub struct Caregiver {
    pub delegation: Delegation,
    pub name: String,
    pub asked: Option<MoreAsked>,
}

/// Everybody around one record.
#[derive(Clone, Debug)]
pub struct People {
    /// Newest first, also delegations that are over.
    pub caregivers: Vec<Caregiver>,
    /// Newest first, also those that were answered.
    pub invitations: Vec<Invitation>,
    /// Nothing is sent to the other party.
    pub quiet: bool,
}

/// Only for the patient: a caregiver does not see the other caregivers.
pub async fn list_people(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
) -> Result<People, ActingError> {
    acting
        .require_own(deps, ctx, AuditAction::RecordViewed)
        .await?;
    let store = deps.store.read();
    let delegations = store.delegations().of_subject(&acting.subject).await?;
    let asked = store.delegations().asked_of(&acting.subject).await?;
    let ids: Vec<PersonId> = delegations.iter().map(|one| one.caregiver).collect();
    let names = store.people().names(&ids).await?;
    let caregiver = |delegation: Delegation| Caregiver {
        name: names
            .get(&delegation.caregiver)
            .cloned()
            .unwrap_or_default(),
        asked: asked
            .iter()
            .find(|one| one.delegation == delegation.id)
            .copied(),
        delegation,
    };
    Ok(People {
        caregivers: delegations.into_iter().map(caregiver).collect(),
        invitations: store.invitations().of_subject(&acting.subject).await?,
        quiet: store.people().quiet_mode(acting.person).await?,
    })
}

/// One patient, as their caregiver sees them.
#[derive(Clone, Debug)]
pub struct PatientOf {
    pub delegation: Delegation,
    /// The patient, by name.
    pub name: String,
    pub asked: Option<MoreAsked>,
}

/// All patients a person acts or acted for, newest first.
pub async fn list_patients(deps: &Deps, person: PersonId) -> Result<Vec<PatientOf>, StoreError> {
    let store = deps.store.read();
    let mut patients = Vec::new();
    for delegation in store.delegations().of_caregiver(person).await? {
        let name = store.people().name_of_patient(&delegation.subject).await?;
        patients.push(PatientOf {
            name: name.unwrap_or_default(),
            asked: store.delegations().asked(delegation.id).await?,
            delegation,
        });
    }
    Ok(patients)
}
