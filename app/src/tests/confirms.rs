//! The pages that restate a choice, and that ask whose record it is about.

use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Choice, DataPeriod},
};
use leptos::prelude::*;

use super::{
    given::{
        HOSTILE, LONG, app, by_passkey, by_password, caregiver, caregiver_alone, consent, day,
        days, delegation_id, guardian_of_leo, kinds, no_way, patient, request, some_limits,
    },
    golden::Golden,
};
use crate::{
    components::layout::Around,
    facts::{
        consent::{ConfirmFor, ConfirmPage},
        people::{Over, Whose, WhosePage},
    },
    pages::{confirm, whose},
};

fn restated() -> ConfirmPage {
    ConfirmPage {
        about: ConfirmFor::Request(request()),
        person: "Maria Keller".to_owned(),
        app: app("Sugar Coach"),
        purpose: PurposeOfUse::SelfCare,
        choice: Choice {
            categories: kinds(&[DataCategory::LabResults, DataCategory::Medications]),
            topics: TopicSet::of(SensitiveTopic::Hiv),
            access: AccessChoice::Days(30),
            period: None,
        },
        ends: days(30),
        not_shared: kinds(&[DataCategory::Appointments]),
        topics_not_shared: TopicSet::of(SensitiveTopic::MentalHealth),
        proof: Some(by_password()),
    }
}

#[test]
fn what_was_picked_is_restated() {
    let once = ConfirmPage {
        choice: Choice {
            categories: kinds(&[DataCategory::LabResults]),
            topics: TopicSet::EMPTY,
            access: AccessChoice::OneTime,
            period: Some(DataPeriod {
                from: day(2024, 5, 4),
            }),
        },
        not_shared: CategorySet::EMPTY,
        topics_not_shared: TopicSet::EMPTY,
        proof: None,
        app: app(HOSTILE),
        ..restated()
    };
    let change = ConfirmPage {
        about: ConfirmFor::Change(consent(1)),
        proof: Some(by_passkey()),
        ..restated()
    };
    let stuck = ConfirmPage {
        proof: Some(no_way()),
        ..restated()
    };
    let of_leo = ConfirmPage {
        person: "Leo Keller".to_owned(),
        ..once.clone()
    };
    let me = patient();
    Golden::of("confirm", |facts| {
        view! { <confirm::Restated facts/> }.into_any()
    })
    .state("by password", &me, "/consent/confirm", restated())
    .state(
        "a wrong password",
        &me,
        "/consent/confirm?problem=wrong-password",
        restated(),
    )
    .state(
        "a wrong code",
        &me,
        "/consent/confirm?problem=wrong-code",
        restated(),
    )
    .state(
        "a mailed code",
        &me,
        "/consent/confirm?problem=code-sent",
        restated(),
    )
    .state("once", &me, "/consent/confirm", once)
    .state("a change, by passkey", &me, "/apps/confirm", change)
    .state("no way to prove it", &me, "/consent/confirm", stuck)
    .state(
        "a caregiver",
        &caregiver(some_limits()),
        "/consent/confirm",
        restated(),
    )
    .state("a guardian", &guardian_of_leo(), "/consent/confirm", of_leo)
    .compare();
}

#[test]
fn whose_record_an_app_asks_about() {
    let nobodys = WhosePage {
        request: request(),
        app: HOSTILE.to_owned(),
        records: Vec::new(),
        taken: Vec::new(),
        closed: None,
        over: None,
    };
    let late = WhosePage {
        over: Some(Over::Late),
        ..nobodys.clone()
    };
    let stopped = WhosePage {
        over: Some(Over::Stopped),
        ..nobodys.clone()
    };
    let records = WhosePage {
        records: vec![
            Whose {
                delegation: None,
                name: "Rui Costa".to_owned(),
                picked: false,
            },
            Whose {
                delegation: Some(delegation_id(1)),
                name: LONG.to_owned(),
                picked: true,
            },
        ],
        ..nobodys.clone()
    };
    let taken = WhosePage {
        taken: vec![LONG.to_owned(), "Rui Costa".to_owned()],
        ..nobodys.clone()
    };
    let closed = WhosePage {
        closed: Some("Rui Costa".to_owned()),
        ..records.clone()
    };
    Golden::of("whose", |facts| view! { <whose::Choose facts/> }.into_any())
        .whole(Around::Decision)
        .state("several", &caregiver_alone(), "/consent/whose", records)
        .state("none", &caregiver_alone(), "/consent/whose", nobodys)
        .state("too late", &caregiver_alone(), "/consent/whose", late)
        .state("a stopped app", &patient(), "/consent/whose", stopped)
        .state("taken", &caregiver_alone(), "/consent/whose", taken)
        .state(
            "no apps there",
            &caregiver_alone(),
            "/consent/whose",
            closed,
        )
        .compare();
}
