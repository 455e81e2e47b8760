//! One entry of a patient's history: the facts of its sentence, and the consent that it rests on.

use domain::{
    Timestamp,
    actor::Actor,
    assurance::AuthenticationMethod,
    audit::{AuditEvent, Statement, StatementFacts},
    catalogue::ResourceType,
    consent::Consent,
    ids::{ConsentId, CorrelationId},
};

use super::activity_names::Names;
use crate::operations::acting::Acting;

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

impl ActivityEntry {
    pub(super) fn of(event: AuditEvent, names: &Names, acting: &Acting) -> Self {
        let version = event
            .consent
            .zip(event.consent_version)
            .and_then(|key| names.versions.get(&key));
        let facts = StatementFacts {
            app: event
                .client
                .as_ref()
                .and_then(|client| names.clients.get(client))
                .map(ToString::to_string),
            actor: names.other_person(&event.actor, acting.person),
            caregiver: event
                .delegation
                .and_then(|delegation| names.caregivers.get(&delegation))
                .map(ToString::to_string),
            subject: None,
            consent_given_at: version.map(|consent| consent.decided_at),
        };
        Self {
            statement: Statement::of(&event, facts),
            under: version.and_then(|version| Under::told(version, acting)),
            trace: event.correlation,
            resource: event.record.map(|record| record.resource),
        }
    }
}

impl Under {
    /// `None` for what another caregiver decided: caregivers do not see each other.
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
