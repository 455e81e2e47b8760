//! Requests, evidence and records of every kind, mostly fit to be permitted and now and then wrong.

use chrono::TimeDelta;
use domain::{
    actor::Actor,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{ConsentState, DataPeriod, RevocationCause, SuspensionCause},
    decision::{AccessRequest, Interaction, RecordLabels},
    delegation::{Ability, AbilitySet, Delegation, DelegationEndCause, DelegationState, Limits},
    grant::{GrantEndCause, GrantState},
    ids::{DelegationId, PatientId, ResourceId},
    scope::ScopeSet,
};
use proptest::{prelude::*, sample::select};

use crate::world::{
    Case, ada, app, ben, caregiver, day, delegation, first_day, patient, permitted,
};

/// `good` nineteen times out of twenty: there are a dozen of these in a case, and one that is wrong refuses it.
fn mostly<T: Clone + std::fmt::Debug + 'static>(
    good: T,
    bad: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = T> {
    prop_oneof![19 => Just(good), 1 => bad]
}

/// A set that has each member with the given chance.
fn categories(chance: f64) -> impl Strategy<Value = CategorySet> {
    let picks = proptest::collection::vec(prop::bool::weighted(chance), 23);
    picks.prop_map(|picks| {
        let all = CategorySet::all().iter().zip(picks);
        all.filter_map(|(item, picked)| picked.then_some(item))
            .collect()
    })
}

fn topics(chance: f64) -> impl Strategy<Value = TopicSet> {
    let picks = proptest::collection::vec(prop::bool::weighted(chance), 7);
    picks.prop_map(|picks| {
        let all = TopicSet::all().iter().zip(picks);
        all.filter_map(|(item, picked)| picked.then_some(item))
            .collect()
    })
}

fn one_scope() -> impl Strategy<Value = String> {
    let context = mostly("patient", select(vec!["user", "system"]));
    let actions = mostly("rs", select(vec!["r", "s", "cud", "cruds"]));
    let topic_codes: Vec<_> = SensitiveTopic::ALL.iter().map(|t| t.codes()[0]).collect();
    let filter = prop_oneof![
        3 => Just(String::new()),
        1 => select(vec!["laboratory", "vital-signs", "problem-list-item", "LAB", "nonsense"])
            .prop_map(|code| format!("?category={code}")),
        3 => select(topic_codes)
            .prop_map(|code| format!("?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|{code}")),
    ];
    (context, a_type_or_all(), actions, filter)
        .prop_map(|(context, of, actions, filter)| format!("{context}/{of}.{actions}{filter}"))
}

fn a_type_or_all() -> impl Strategy<Value = &'static str> {
    prop_oneof![2 => Just("*"), 3 => a_type().prop_map(ResourceType::as_str)]
}

/// Types that are split, whole, in a directory, and in no category.
fn a_type() -> impl Strategy<Value = ResourceType> {
    use ResourceType as R;
    select(vec![
        R::Observation,
        R::Observation,
        R::Condition,
        R::DiagnosticReport,
        R::Encounter,
        R::Practitioner,
        R::Provenance,
    ])
}

fn subject() -> impl Strategy<Value = PatientId> {
    mostly(ada(), Just(ben()))
}

fn purpose() -> impl Strategy<Value = PurposeOfUse> {
    mostly(PurposeOfUse::SelfCare, select(PurposeOfUse::ALL))
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (-3_i64..30).prop_map(|days| first_day() + TimeDelta::days(days))
}

/// The caregiver of the delegation, or another one.
fn related() -> impl Strategy<Value = ResourceId> {
    let other = DelegationId::from_uuid(uuid::Uuid::from_u128(5));
    select(vec![delegation().id, other]).prop_map(DelegationId::related_person)
}

pub(crate) fn record() -> impl Strategy<Value = RecordLabels> {
    let classified = prop::bool::weighted(0.9);
    let usual = select(vec![
        DataCategory::LabResults,
        DataCategory::LabResults,
        DataCategory::Tests,
        DataCategory::Problems,
        DataCategory::Visits,
        DataCategory::Imaging,
    ])
    .prop_map(CategorySet::of);
    let sets = (
        prop_oneof![4 => usual, 1 => Just(CategorySet::EMPTY), 1 => categories(0.1)],
        topics(0.03),
    );
    let whose = (subject(), prop::option::weighted(0.05, related()));
    (whose, sets, classified, prop::option::of(date())).prop_map(
        |((subject, related), (categories, topics), classified, date)| RecordLabels {
            subject,
            related,
            categories,
            topics,
            classified,
            date,
        },
    )
}

fn consent_state() -> impl Strategy<Value = ConsentState> {
    let revoked = ConsentState::Revoked {
        by: patient(),
        at: day(5),
        cause: RevocationCause::StoppedByPatient,
    };
    let on_hold = ConsentState::NeedsReview {
        since: day(5),
        cause: SuspensionCause::Risk,
    };
    mostly(ConsentState::Active, select(vec![revoked, on_hold]))
}

/// What a caregiver has now: mostly enough for the consent, now and then ended, on hold, or less.
fn delegation_now() -> impl Strategy<Value = Delegation> {
    let ended = DelegationState::Ended {
        by: patient(),
        at: day(5),
        cause: DelegationEndCause::EndedByPatient,
    };
    let on_hold = DelegationState::NeedsReview { since: day(5) };
    let state = mostly(DelegationState::Active, select(vec![ended, on_hold]));
    let abilities = mostly(AbilitySet::all(), Just(AbilitySet::of(Ability::SeeRecords)));
    let ends = (mostly(90, 8_i64..12), mostly(60, 8_i64..12));
    (categories(0.8), topics(0.7), abilities, state, ends).prop_map(
        |(categories, topics, abilities, state, (until, topics_until))| Delegation {
            limits: Limits {
                categories,
                topics,
                abilities,
            },
            until: day(until),
            topics_until: day(topics_until.min(until)),
            state,
            ..delegation()
        },
    )
}

/// Who gave the consent, and under which delegation.
fn given() -> impl Strategy<Value = (Actor, Option<Delegation>)> {
    let lost = select(vec![caregiver(), app(), Actor::System]).prop_map(|actor| (actor, None));
    prop_oneof![
        6 => Just((patient(), None)),
        3 => delegation_now().prop_map(|delegation| (caregiver(), Some(delegation))),
        1 => lost,
    ]
}

fn request() -> impl Strategy<Value = AccessRequest> {
    let interaction = select(vec![Interaction::Read, Interaction::Search]);
    let claims = (prop::option::of(subject()), prop::option::of(purpose()));
    (interaction, a_type(), claims, prop::option::of(record())).prop_map(
        |(interaction, resource, (subject, purpose), record)| AccessRequest {
            interaction,
            resource,
            subject,
            purpose,
            record,
        },
    )
}

prop_compose! {
    /// A request whose records of evidence belong together.
    pub(crate) fn case()(
        request in request(),
        scopes in proptest::collection::vec(one_scope(), 1..6),
        review in mostly(ReviewState::Verified, select(ReviewState::ALL)),
        purposes in mostly(vec![PurposeOfUse::SelfCare], Just(vec![PurposeOfUse::Research])),
        (granted, topics) in (categories(0.8), topics(0.7)),
        (state, purpose) in (consent_state(), purpose()),
        (grantor, delegation) in given(),
        period in prop::option::weighted(0.4, date()),
        (token_ends, consent_ends) in (mostly(11, 8_i64..12), mostly(20, 8_i64..12)),
        decided in mostly(0, Just(-30_i64)),
        live in prop::bool::weighted(0.95),
    ) -> Case {
        let mut case = Case { request, ..permitted() };
        let evidence = &mut case.evidence;
        evidence.token.scope = ScopeSet::parse(&scopes.join(" "));
        evidence.token.expires_at = day(token_ends);
        evidence.client.review = review;
        evidence.client.purposes = purposes;
        if !live {
            evidence.grant.state = GrantState::Ended { at: day(6), cause: GrantEndCause::Replayed };
        }
        evidence.delegation = delegation;
        let consent = &mut evidence.consent;
        (consent.granted, consent.topics, consent.state) = (granted, topics, state);
        (consent.purpose, consent.grantor) = (purpose, grantor);
        consent.period = period.map(|from| DataPeriod { from });
        (consent.decided_at, consent.expires_at) = (day(decided), day(consent_ends));
        case
    }
}
