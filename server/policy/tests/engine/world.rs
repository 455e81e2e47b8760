//! One request that is permitted, with everything that it rests on; tests change what they are about.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta};
use domain::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType, SensitiveTopic, TopicSet},
    client::{Client, ClientAuthentication, ReviewState},
    consent::{Access, Consent, ConsentState, DataPeriod, Wording},
    decision::{AccessBasis, AccessRequest, Decision, Interaction, RecordLabels},
    delegation::{AbilitySet, Basis, Delegation, DelegationState, Limits, Relationship},
    grant::{Grant, GrantState},
    ids::{ClientId, ConsentId, DelegationId, GrantId, PatientId, PersonId},
    language::Language,
    scope::ScopeSet,
    token::AccessToken,
};
use policy::Policy;

pub(crate) static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

pub(crate) const LABEL_SCOPE: &str =
    "patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH";

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) request: AccessRequest,
    pub(crate) evidence: AccessBasis,
    pub(crate) now: Timestamp,
}

impl Case {
    pub(crate) fn decide(&self) -> Decision {
        POLICY.decide(&self.request, &self.evidence, self.now)
    }

    pub(crate) fn record(&mut self) -> Option<&mut RecordLabels> {
        self.request.record.as_mut()
    }
}

/// An app reads a lab result about mental health of its patient, under a consent that shares both.
pub(crate) fn permitted() -> Case {
    Case {
        request: AccessRequest {
            interaction: Interaction::Read,
            resource: ResourceType::Observation,
            subject: Some(ada()),
            purpose: Some(PurposeOfUse::SelfCare),
            record: Some(RecordLabels {
                subject: ada(),
                related: None,
                categories: CategorySet::of(DataCategory::LabResults),
                topics: TopicSet::of(SensitiveTopic::MentalHealth),
                classified: true,
                date: Some(first_day()),
            }),
        },
        evidence: AccessBasis {
            token: token(&format!("patient/Observation.rs {LABEL_SCOPE}")),
            grant: grant(),
            client: client(),
            consent: consent(),
            delegation: None,
        },
        now: day(10),
    }
}

pub(crate) fn ada() -> PatientId {
    PatientId::parse("ada").unwrap()
}

pub(crate) fn ben() -> PatientId {
    PatientId::parse("ben").unwrap()
}

pub(crate) fn day(day: i64) -> Timestamp {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::days(day)
}

pub(crate) fn first_day() -> chrono::NaiveDate {
    day(-400).date_naive()
}

fn person() -> PersonId {
    PersonId::from_uuid(uuid(1))
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

pub(crate) fn grant_id(number: u128) -> GrantId {
    GrantId::from_uuid(uuid(number))
}

pub(crate) fn patient() -> Actor {
    Actor::Patient { person: person() }
}

pub(crate) fn caregiver() -> Actor {
    Actor::Caregiver {
        person: person(),
        delegation: DelegationId::from_uuid(uuid(4)),
    }
}

/// The consent of the permitted request, given by a caregiver who may share what it shares, and blood pressure too.
pub(crate) fn given_by_caregiver(case: &mut Case) {
    case.evidence.consent.grantor = caregiver();
    case.evidence.delegation = Some(delegation());
}

pub(crate) fn delegation() -> Delegation {
    let consent = consent();
    Delegation {
        id: DelegationId::from_uuid(uuid(4)),
        subject: ada(),
        caregiver: person(),
        basis: Basis::Invited,
        relationship: Relationship::Child,
        limits: Limits {
            categories: consent.granted,
            topics: consent.topics,
            abilities: AbilitySet::all(),
        },
        created_at: day(0),
        decided_at: day(0),
        topics_until: day(90),
        until: day(120),
        last_used_at: day(0),
        ages: None,
        state: DelegationState::Active,
    }
}

pub(crate) fn app() -> Actor {
    Actor::Client {
        client: client().id,
    }
}

pub(crate) fn token(scope: &str) -> AccessToken {
    AccessToken {
        grant: grant_id(2),
        scope: ScopeSet::parse(scope),
        issued_at: day(10),
        expires_at: day(10) + TimeDelta::minutes(10),
    }
}

fn grant() -> Grant {
    Grant {
        id: grant_id(2),
        consent: consent().id,
        client: client().id,
        subject: ada(),
        person: person(),
        scope: ScopeSet::EMPTY,
        authentication: consent().assurance,
        created_at: day(0),
        state: GrantState::Live,
    }
}

fn client() -> Client {
    Client {
        id: ClientId::parse("sugar-coach").unwrap(),
        name: "Sugar Coach".parse().unwrap(),
        maker: "Example".parse().unwrap(),
        authentication: ClientAuthentication::None,
        redirect_uris: Vec::new(),
        allowed_scopes: ScopeSet::EMPTY,
        needed_scopes: ScopeSet::EMPTY,
        purposes: vec![PurposeOfUse::SelfCare],
        review: ReviewState::Verified,
        may_introspect: false,
    }
}

fn consent() -> Consent {
    Consent {
        id: ConsentId::from_uuid(uuid(3)),
        version: 1,
        subject: ada(),
        grantor: patient(),
        client: client().id,
        purpose: PurposeOfUse::SelfCare,
        granted: [
            DataCategory::Medications,
            DataCategory::LabResults,
            DataCategory::VitalSigns,
        ]
        .into_iter()
        .collect(),
        topics: TopicSet::of(SensitiveTopic::MentalHealth),
        refused: CategorySet::EMPTY,
        refused_topics: TopicSet::EMPTY,
        period: Some(DataPeriod { from: first_day() }),
        access: Access::Until,
        decided_at: day(0),
        expires_at: day(90),
        wording: Wording {
            screen: "consent".to_owned(),
            language: Language::English,
            version: "1".to_owned(),
            digest: String::new(),
            privacy_notice: None,
        },
        assurance: Assurance {
            method: AuthenticationMethod::Passkey,
            authenticated_at: day(0),
        },
        state: ConsentState::Active,
    }
}
