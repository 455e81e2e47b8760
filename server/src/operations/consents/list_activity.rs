//! What happened to a patient's record, newest first: what one app did within a minute is one entry.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use domain::{
    Timestamp,
    actor::Actor,
    assurance::AuthenticationMethod,
    audit::{AuditAction, AuditEvent, Outcome, Statement, StatementFacts},
    catalogue::{DataCategory, ResourceType},
    consent::Consent,
    delegation::Ability,
    ids::{ClientId, ConsentId, CorrelationId, DelegationId, PatientId, PersonId},
};

use crate::{
    operations::{
        acting::{Acting, ActingError},
        prelude::*,
    },
    store::{AuditFilter, Reader, RecordedEvent},
};

/// Which entries to list. `None` does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// What this client did, or what was decided about it.
    pub client: Option<ClientId>,
    /// What happened under this consent.
    pub consent: Option<ConsentId>,
    /// Only what one caregiver did, or what was decided about them.
    pub delegation: Option<DelegationId>,
    /// What is about this category, among others.
    pub category: Option<DataCategory>,
    /// Which kind of entry.
    pub kind: ActivityKind,
    /// Only what lies behind this place in the log.
    pub before: Option<Place>,
}

/// A kind of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityKind {
    /// Every kind.
    #[default]
    All,
    /// Reads that were permitted.
    Looks,
    /// What was refused.
    Refused,
    /// Decisions of the patient.
    Choices,
}

/// A place in the log: a moment, and the row where several have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The moment.
    pub at: Timestamp,
    /// The place in the log.
    pub seq: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_millis(), self.seq)
    }
}

impl Place {
    /// Reads what [`fmt::Display`] wrote; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, seq) = text.split_once('.')?;
        let at = Timestamp::from_timestamp_millis(at.parse().ok()?)?;
        Some(Self {
            at,
            seq: seq.parse().ok()?,
        })
    }
}

/// One entry of the history.
#[derive(Clone, Debug)]
pub struct ActivityEntry {
    /// The facts of its sentence.
    pub statement: Statement,
    /// The consent that it rests on or changed.
    pub under: Option<Under>,
    /// What a person can quote to staff.
    pub trace: CorrelationId,
    /// The FHIR type that was read.
    pub resource: Option<ResourceType>,
}

/// The consent that an entry rests on or changed, in the version of that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// The consent.
    pub consent: ConsentId,
    /// The version at that time.
    pub version: u32,
    /// When that version was decided.
    pub given: Timestamp,
    /// When that version ends or ended.
    pub ends: Timestamp,
    /// How the grantor was authenticated; `None` to a caregiver who is not the grantor.
    pub method: Option<AuthenticationMethod>,
}

/// A page of the history.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Newest first.
    pub entries: Vec<ActivityEntry>,
    /// The place behind which the next page starts.
    pub older: Option<Place>,
}

/// Events read for one page; several may become one entry.
const EVENTS: u64 = 200;

/// Returns a page of a patient's history, as far as this person may see it. Opening it is no event.
///
/// # Errors
/// [`ActingError::Refused`] for a caregiver without the ability `see-activity`; its evidence is committed.
pub async fn list_activity(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    filter: &ActivityFilter,
) -> Result<Activity, ActingError> {
    let acting = acting
        .require(deps, ctx, Ability::SeeActivity, AuditAction::RecordViewed)
        .await?;
    let subject = &acting.subject;
    let now = deps.clock.now();
    let store = deps.store.read();
    let events = store.events().for_subject(subject, &query(filter)).await?;
    let full = events.len() as u64 == EVENTS;
    let older = events.last().filter(|_| full).map(|last| Place {
        at: last.event.at,
        seq: last.seq,
    });
    let events: Vec<AuditEvent> = events
        .into_iter()
        .map(|recorded: RecordedEvent| recorded.event)
        .filter(|event| acting.is_told_of(event, now))
        .collect();
    let names = Names::load(deps, &acting, &events).await?;
    let merged = merge(events);
    let entries = merged
        .into_iter()
        .map(|event| names.entry(event, &acting))
        .collect();
    Ok(Activity { entries, older })
}

fn query(filter: &ActivityFilter) -> AuditFilter {
    const LOOKS: &[AuditAction] = &[
        AuditAction::RecordRead,
        AuditAction::RecordSearched,
        AuditAction::RecordViewed,
        AuditAction::RecordExported,
    ];
    const CHOICES: &[AuditAction] = &[
        AuditAction::ConsentGiven,
        AuditAction::ConsentDenied,
        AuditAction::ConsentNarrowed,
        AuditAction::ConsentRenewed,
        AuditAction::ConsentConfirmed,
        AuditAction::ConsentRevoked,
    ];
    let (actions, outcome) = match filter.kind {
        ActivityKind::All => (&[][..], None),
        ActivityKind::Looks => (LOOKS, Some(Outcome::Done)),
        ActivityKind::Refused => (&[][..], Some(Outcome::Refused)),
        ActivityKind::Choices => (CHOICES, None),
    };
    AuditFilter {
        client: filter.client.clone(),
        consent: filter.consent,
        delegation: filter.delegation,
        actions: actions.to_vec(),
        outcome,
        category: filter.category,
        before: filter.before.map(|place| (place.at, place.seq)),
        limit: EVENTS,
        ..AuditFilter::default()
    }
}

/// Takes together what one app did within one minute, with one answer. The newest event stands for all of them.
fn merge(events: Vec<AuditEvent>) -> Vec<AuditEvent> {
    let mut merged: Vec<AuditEvent> = Vec::new();
    for event in events {
        match merged
            .iter_mut()
            .rev()
            .take(8)
            .find(|newer| is_same_look(newer, &event))
        {
            Some(newer) => {
                newer.categories = newer.categories.union(event.categories);
                newer.count = match (newer.count, event.count) {
                    (Some(one), Some(two)) => Some(one.saturating_add(two)),
                    (one, two) => one.or(two),
                };
            }
            None => merged.push(event),
        }
    }
    merged
}

fn is_same_look(newer: &AuditEvent, event: &AuditEvent) -> bool {
    let is_look = |event: &AuditEvent| {
        matches!(
            event.action,
            AuditAction::RecordRead | AuditAction::RecordSearched
        )
    };
    let minute = |event: &AuditEvent| event.at.timestamp_millis().div_euclid(60_000);
    is_look(newer)
        && is_look(event)
        && minute(newer) == minute(event)
        && (newer.outcome, &newer.reasons) == (event.outcome, &event.reasons)
        && (newer.consent, newer.consent_version) == (event.consent, event.consent_version)
        && newer.client == event.client
}

/// What the events themselves do not hold, loaded once for all of them.
struct Names {
    clients: BTreeMap<ClientId, String>,
    people: BTreeMap<PersonId, String>,
    versions: BTreeMap<(ConsentId, u32), Consent>,
    /// The caregivers, also invited ones, as the patient calls them or by their account.
    caregivers: BTreeMap<DelegationId, String>,
}

impl Names {
    async fn load(deps: &Deps, acting: &Acting, events: &[AuditEvent]) -> Result<Self, StoreError> {
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

    fn entry(&self, event: AuditEvent, acting: &Acting) -> ActivityEntry {
        let version = event
            .consent
            .zip(event.consent_version)
            .and_then(|key| self.versions.get(&key));
        let facts = StatementFacts {
            app: event
                .client
                .as_ref()
                .and_then(|client| self.clients.get(client))
                .cloned(),
            actor: self.other_person(&event.actor, acting.person),
            caregiver: event
                .delegation
                .and_then(|delegation| self.caregivers.get(&delegation))
                .cloned(),
            subject: None,
            consent_given_at: version.map(|consent| consent.decided_at),
        };
        ActivityEntry {
            statement: Statement::of(&event, facts),
            under: version.and_then(|version| Under::told(version, acting)),
            trace: event.correlation,
            resource: event.record.map(|record| record.resource),
        }
    }

    /// The first name of whoever acted, if that is not the reader.
    fn other_person(&self, actor: &Actor, reader: PersonId) -> Option<String> {
        let person = actor.person().filter(|person| *person != reader)?;
        let name = match actor {
            Actor::Caregiver { delegation, .. } => self.caregivers.get(delegation),
            _ => None,
        };
        let name = name.or_else(|| self.people.get(&person))?;
        Some(name.split(' ').next().unwrap_or(name).to_owned())
    }
}

async fn caregivers(
    store: &Reader,
    subject: &PatientId,
) -> Result<BTreeMap<DelegationId, String>, StoreError> {
    let invited = store.invitations().of_subject(subject).await?;
    let mut caregivers: BTreeMap<DelegationId, String> = invited
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

impl Under {
    /// Nothing of what another caregiver decided: other caregivers are not told of.
    fn told(consent: &Consent, acting: &Acting) -> Option<Self> {
        let decided = acting.decided(consent);
        let of_patient = matches!(consent.grantor, Actor::Patient { .. });
        (decided || of_patient).then(|| Self {
            consent: consent.id,
            version: consent.version,
            given: consent.decided_at,
            ends: consent.expires_at,
            method: decided.then_some(consent.assurance.method),
        })
    }
}
