//! The people, records and generators that the stories of this folder start from.

use chrono::{DateTime, TimeDelta};
use domain::{
    Timestamp,
    acr::Demand,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType, SensitiveTopic, TopicSet},
    client::{Client, ClientAuthentication, ReviewState},
    consent::{
        Access, AccessChoice, AuthorizationRequest, Choice, Consent, ConsentState, DataPeriod,
        LastDay, NewDecision, Offer, PkceChallenge, Stage, Wording,
    },
    ids::{AuthorizationRequestId, ClientId, ConsentId, GrantId, PatientId, PersonId},
    language::Language,
    scope::ScopeSet,
    zone::Zone,
};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

pub(crate) const NOW: i64 = 1_780_000_000;

pub(crate) fn now() -> Timestamp {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

pub(crate) fn days(days: i64) -> Timestamp {
    now() + TimeDelta::days(days)
}

pub(crate) fn minutes(minutes: i64) -> Timestamp {
    now() + TimeDelta::minutes(minutes)
}

pub(crate) fn person() -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(1))
}

pub(crate) fn grant_id() -> GrantId {
    GrantId::from_uuid(Uuid::from_u128(2))
}

pub(crate) fn patient() -> Actor {
    Actor::Patient { person: person() }
}

pub(crate) fn ada() -> PatientId {
    PatientId::parse("ada").unwrap()
}

pub(crate) fn set(categories: &[DataCategory]) -> CategorySet {
    categories.iter().copied().collect()
}

pub(crate) fn client(needed: &str, review: ReviewState) -> Client {
    Client {
        id: ClientId::parse("sugar-coach").unwrap(),
        name: "Sugar Coach".parse().unwrap(),
        maker: "Example".parse().unwrap(),
        authentication: ClientAuthentication::None,
        redirect_uris: Vec::new(),
        allowed_scopes: ScopeSet::parse("patient/*.rs"),
        needed_scopes: ScopeSet::parse(needed),
        purposes: vec![PurposeOfUse::SelfCare],
        review,
        may_introspect: false,
    }
}

pub(crate) fn request(scope: &str) -> AuthorizationRequest {
    AuthorizationRequest {
        id: AuthorizationRequestId::from_uuid(Uuid::from_u128(5)),
        client: client("", ReviewState::Verified).id,
        redirect_uri: "https://app.example/cb".to_owned(),
        scope: ScopeSet::parse(scope),
        purpose: PurposeOfUse::SelfCare,
        state: None,
        nonce: None,
        challenge: PkceChallenge::parse(&"a".repeat(43)).unwrap(),
        demand: Demand::NONE,
        created_at: now(),
        opened_at: None,
        draft: None,
        stage: Stage::Pending,
    }
}

/// A consent given now that ends after some days.
pub(crate) fn consent(granted: &[DataCategory], lasts: i64) -> Consent {
    Consent {
        id: ConsentId::from_uuid(Uuid::from_u128(3)),
        version: 1,
        subject: ada(),
        grantor: patient(),
        client: client("", ReviewState::Verified).id,
        purpose: PurposeOfUse::SelfCare,
        granted: set(granted),
        topics: TopicSet::EMPTY,
        refused: CategorySet::EMPTY,
        refused_topics: TopicSet::EMPTY,
        period: None,
        access: Access::Until,
        decided_at: now(),
        expires_at: days(lasts),
        wording: wording(),
        assurance: assurance(),
        state: ConsentState::Active,
    }
}

fn wording() -> Wording {
    Wording {
        screen: "consent".to_owned(),
        language: Language::English,
        version: "1".to_owned(),
        digest: String::new(),
        privacy_notice: None,
    }
}

pub(crate) fn assurance() -> Assurance {
    Assurance {
        method: AuthenticationMethod::Passkey,
        authenticated_at: now(),
    }
}

pub(crate) fn decision(choice: domain::consent::ApprovedChoice) -> NewDecision {
    NewDecision {
        grantor: patient(),
        choice,
        wording: wording(),
        assurance: assurance(),
    }
}

pub(crate) fn offer(scope: &str, review: ReviewState) -> Offer {
    Offer::of(&request(scope), &client("", review), None, now())
}

pub(crate) fn categories() -> impl Strategy<Value = CategorySet> {
    vec(select(DataCategory::ALL), 0..23).prop_map(|items| items.into_iter().collect())
}

pub(crate) fn topics() -> impl Strategy<Value = TopicSet> {
    vec(select(SensitiveTopic::ALL), 0..7).prop_map(|items| items.into_iter().collect())
}

/// Scopes as apps write them, most of them good.
pub(crate) fn scope_text() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        1 => select(vec!["openid", "fhirUser", "offline_access", "launch/patient", "profile"])
            .prop_map(str::to_owned),
        9 => resource_scope(),
    ];
    vec(one, 0..8).prop_map(|scopes| scopes.join(" "))
}

fn resource_scope() -> impl Strategy<Value = String> {
    let context = prop_oneof![8 => Just("patient"), 1 => Just("user"), 1 => Just("system")];
    let of =
        prop_oneof![1 => Just("*"), 4 => select(ResourceType::ALL).prop_map(ResourceType::as_str)];
    let actions = select(vec![
        "rs", "rs", "r", "s", "cruds", "cud", "read", "write", "*",
    ]);
    let filter = select(vec![
        "",
        "",
        "?category=laboratory",
        "?category=http://loinc.org|LP29708-2",
        "?category=encounter-diagnosis",
        "?category=laboratory&status=final",
        "?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH",
        "?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV",
    ]);
    (context, of, actions, filter)
        .prop_map(|(context, of, actions, filter)| format!("{context}/{of}.{actions}{filter}"))
}

fn until(day: chrono::NaiveDate) -> AccessChoice {
    AccessChoice::Until(LastDay::of(day, &Zone::default()))
}

/// What may come back from a page, honest or not.
pub(crate) fn choice() -> impl Strategy<Value = Choice> {
    let day = (-3_i64..500).prop_map(|day| days(day).date_naive());
    let access = prop_oneof![
        1 => Just(AccessChoice::OneTime),
        3 => select(AccessChoice::DAYS.to_vec()).prop_map(AccessChoice::Days),
        1 => any::<u16>().prop_map(AccessChoice::Days),
        3 => day.prop_map(until),
        1 => Just(until(chrono::NaiveDate::MAX)),
    ];
    let from = (-900_i64..3).prop_map(|day| DataPeriod {
        from: days(day).date_naive(),
    });
    (categories(), topics(), access, prop::option::of(from)).prop_map(
        |(categories, topics, access, period)| Choice {
            categories,
            topics,
            access,
            period,
        },
    )
}
