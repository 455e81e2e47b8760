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
    ids::{ClientId, ConsentId, CorrelationId, PatientId, PersonId},
};

use super::list_connected_apps::{DayCount, PICTURE_DAYS, first_day, picture};
use crate::store::{AuditFilter, RecordedEvent};
use crate::{state::Deps, store::StoreError};

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    pub client: Option<ClientId>,
    pub consent: Option<ConsentId>,
    pub category: Option<DataCategory>,
    pub kind: ActivityKind,
    /// Only what lies behind this place in the log.
    pub before: Option<Place>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityKind {
    #[default]
    All,
    /// Reads that were answered.
    Looks,
    Refused,
    /// What the patient decided.
    Choices,
}

/// A place in the log: a moment, and the row where several have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub at: Timestamp,
    pub seq: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_millis(), self.seq)
    }
}

impl Place {
    /// Reads what [`fmt::Display`] wrote; anything else is no place of ours.
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
    pub statement: Statement,
    pub under: Option<Under>,
    pub trace: CorrelationId,
    pub resource: Option<ResourceType>,
}

/// The consent that an entry rests on or changed, in the version of that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    pub consent: ConsentId,
    pub version: u32,
    pub given: Timestamp,
    pub ends: Timestamp,
    pub method: AuthenticationMethod,
}

/// A page of the history.
#[derive(Clone, Debug)]
pub struct Activity {
    pub entries: Vec<ActivityEntry>,
    /// The place behind which the next page starts.
    pub older: Option<Place>,
}

/// Events read for one page; several may become one entry.
const EVENTS: u64 = 200;

pub async fn list_activity(
    deps: &Deps,
    subject: &PatientId,
    reader: PersonId,
    filter: &ActivityFilter,
) -> Result<Activity, StoreError> {
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
        .collect();
    let names = Names::load(deps, subject, &events).await?;
    let merged = merge(events);
    let entries = merged
        .into_iter()
        .map(|event| names.entry(event, reader))
        .collect();
    Ok(Activity { entries, older })
}

fn query(filter: &ActivityFilter) -> AuditFilter {
    const LOOKS: &[AuditAction] = &[AuditAction::RecordRead, AuditAction::RecordSearched];
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
}

impl Names {
    async fn load(
        deps: &Deps,
        subject: &PatientId,
        events: &[AuditEvent],
    ) -> Result<Self, StoreError> {
        let store = deps.store.read();
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
        Ok(Self {
            clients: clients
                .into_iter()
                .map(|client| (client.id, client.name))
                .collect(),
            people,
            versions: versions
                .into_iter()
                .map(|version| ((version.id, version.version), version))
                .collect(),
        })
    }

    fn entry(&self, event: AuditEvent, reader: PersonId) -> ActivityEntry {
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
            actor: self.other_person(&event.actor, reader),
            helper: None,
            consent_given_at: version.map(|consent| consent.decided_at),
        };
        ActivityEntry {
            statement: Statement::of(&event, facts),
            under: version.map(Under::of),
            trace: event.correlation,
            resource: event.record.map(|record| record.resource),
        }
    }

    /// The first name of whoever acted, if that is not the reader.
    fn other_person(&self, actor: &Actor, reader: PersonId) -> Option<String> {
        let person = actor.person().filter(|person| *person != reader)?;
        let name = self.people.get(&person)?;
        Some(name.split(' ').next().unwrap_or(name).to_owned())
    }
}

impl Under {
    fn of(consent: &Consent) -> Self {
        Self {
            consent: consent.id,
            version: consent.version,
            given: consent.decided_at,
            ends: consent.expires_at,
            method: consent.assurance.method,
        }
    }
}

/// The last thirty days in numbers.
#[derive(Clone, Debug)]
pub struct ActivityPicture {
    /// Every app that a consent names: what the history can be filtered by.
    pub apps: Vec<(ClientId, String)>,
    /// Kinds of data that were looked at or refused, in the order of the catalogue.
    pub by_category: Vec<(DataCategory, [DayCount; PICTURE_DAYS])>,
    /// Apps that looked, most looks first.
    pub by_app: Vec<(String, u32)>,
    pub refused: u32,
}

pub async fn picture_activity(
    deps: &Deps,
    subject: &PatientId,
) -> Result<ActivityPicture, StoreError> {
    let now = deps.clock.now();
    let (since, today) = (first_day(now), now.date_naive());
    let store = deps.store.read();
    let kinds = store.looks().by_category(subject, since).await?;
    let days = store.looks().by_day(subject, since).await?;
    let consents = store.consents().list_for(subject).await?;
    let ids: BTreeSet<ClientId> = consents.into_iter().map(|consent| consent.client).collect();
    let clients = store.clients().find_all(&Vec::from_iter(ids)).await?;
    let by_category = DataCategory::ALL.iter().filter_map(|category| {
        let mut of_kind = kinds
            .iter()
            .filter(|day| day.categories.contains(*category))
            .peekable();
        of_kind.peek()?;
        Some((*category, picture(of_kind, today)))
    });
    let mut by_app: Vec<(String, u32)> = clients
        .iter()
        .map(|client| {
            let of_app = days
                .iter()
                .filter(|day| day.client.as_ref() == Some(&client.id) && !day.refused);
            (client.name.clone(), of_app.map(|day| day.looks).sum())
        })
        .filter(|(_, looks)| *looks > 0)
        .collect();
    by_app.sort_by_key(|(_, looks)| std::cmp::Reverse(*looks));
    Ok(ActivityPicture {
        apps: clients
            .into_iter()
            .map(|client| (client.id, client.name))
            .collect(),
        by_category: by_category.collect(),
        by_app,
        refused: days
            .iter()
            .filter(|day| day.refused)
            .map(|day| day.looks)
            .sum(),
    })
}
