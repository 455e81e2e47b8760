//! The caregivers, invitations and pending requests of a record, and the patients that a person acts for.

use domain::{
    audit::AuditAction,
    delegation::{Delegation, Invitation},
    ids::PersonId,
    name::PersonName,
};

use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

pub use crate::store::MoreAsked;

/// One caregiver, as the patient sees them.
#[derive(Clone, Debug)]
pub struct Caregiver {
    /// The delegation, in any state.
    pub delegation: Delegation,
    /// The caregiver, by the name of their account.
    pub name: Option<PersonName>,
    /// A pending request for more.
    pub asked: Option<MoreAsked>,
}

/// The caregivers of one record.
#[derive(Clone, Debug)]
pub struct People {
    /// Newest first, in any state.
    pub caregivers: Vec<Caregiver>,
    /// Newest first, in any state.
    pub invitations: Vec<Invitation>,
    /// Whether quiet mode is on.
    pub quiet: bool,
}

/// Returns the caregivers and invitations of a record. Only for the patient: caregivers do not see each other.
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
        name: names.get(&delegation.caregiver).cloned(),
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
    /// The delegation, in any state.
    pub delegation: Delegation,
    /// The display name of the patient.
    pub name: Option<PersonName>,
    /// The caregiver's own pending request.
    pub asked: Option<MoreAsked>,
}

/// Returns the patients that a person acts or acted for, newest first.
pub async fn list_patients(deps: &Deps, person: PersonId) -> Result<Vec<PatientOf>, StoreError> {
    let store = deps.store.read();
    let mut patients = Vec::new();
    for delegation in store.delegations().of_caregiver(person).await? {
        let name = store.people().name_of_patient(&delegation.subject).await?;
        patients.push(PatientOf {
            name,
            asked: store.delegations().asked(delegation.id).await?,
            delegation,
        });
    }
    Ok(patients)
}
