//! The names that the entries of a history are told with, loaded once for all of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    actor::Actor,
    audit::AuditEvent,
    consent::Consent,
    ids::{ClientId, ConsentId, DelegationId, PatientId, PersonId},
    name::{AppName, PersonName},
};

use crate::{
    operations::{acting::Acting, prelude::*},
    store::Reader,
};

/// What the events themselves do not hold, loaded once for all of them.
pub(super) struct Names {
    pub(super) clients: BTreeMap<ClientId, AppName>,
    people: BTreeMap<PersonId, PersonName>,
    pub(super) versions: BTreeMap<(ConsentId, u32), Consent>,
    /// The caregivers, also invited ones, as the patient calls them or by their account.
    pub(super) caregivers: BTreeMap<DelegationId, PersonName>,
}

impl Names {
    pub(super) async fn load(
        deps: &Deps,
        acting: &Acting,
        events: &[AuditEvent],
    ) -> Result<Self, StoreError> {
        let (store, subject) = (deps.store.read(), &acting.subject);
        let people: BTreeSet<PersonId> = events
            .iter()
            .filter_map(|event| event.actor.person())
            .collect();
        let clients: BTreeSet<ClientId> = events
            .iter()
            .filter_map(|event| event.client.clone())
            .collect();
        let clients = store.clients().find_all(&Vec::from_iter(clients)).await?;
        let people = store.people().names(&Vec::from_iter(people)).await?;
        let versions = store.consents().versions_about(subject).await?;
        let mut caregivers = caregivers(&store, subject).await?;
        if let Some(own) = &acting.delegation {
            caregivers.retain(|delegation, _| *delegation == own.id);
        }
        Ok(Self {
            clients: clients
                .into_iter()
                .map(|client| (client.id, client.name))
                .collect(),
            people,
            caregivers,
            versions: versions
                .into_iter()
                .map(|version| ((version.id, version.version), version))
                .collect(),
        })
    }

    /// The first name of the person who acted, if that is not the reader.
    pub(super) fn other_person(&self, actor: &Actor, reader: PersonId) -> Option<String> {
        let person = actor.person().filter(|person| *person != reader)?;
        let name = match actor {
            Actor::Caregiver { delegation, .. } => self.caregivers.get(delegation),
            _ => None,
        };
        let name = name.or_else(|| self.people.get(&person))?;
        Some(name.first().to_owned())
    }
}

async fn caregivers(
    store: &Reader,
    subject: &PatientId,
) -> Result<BTreeMap<DelegationId, PersonName>, StoreError> {
    let invited = store.invitations().of_subject(subject).await?;
    let mut caregivers: BTreeMap<DelegationId, PersonName> = invited
        .into_iter()
        .map(|invitation| (invitation.delegation, invitation.name))
        .collect();
    let delegations = store.delegations().of_subject(subject).await?;
    let people: Vec<PersonId> = delegations.iter().map(|one| one.caregiver).collect();
    let names = store.people().names(&people).await?;
    for delegation in delegations {
        // What the patient called them stays: what they call themselves proves nothing.
        if let Some(name) = names.get(&delegation.caregiver) {
            caregivers
                .entry(delegation.id)
                .or_insert_with(|| name.clone());
        }
    }
    Ok(caregivers)
}
