//! The page on which somebody says yes or no to an app.

use std::sync::Arc;

use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Change, Choice, DataPeriod, Offer, OfferLimits, OfferedCategory},
    ids::ClientId,
    language::Language,
};
use leptos::prelude::*;

use super::{
    document::{Document, Element},
    given::{
        HOSTILE, LONG, app, caregiver, consent, day, days, holding, kinds, patient, request,
        some_limits,
    },
    golden::Golden,
};
use crate::{
    components::layout::Around,
    facts::{
        Frame,
        consent::{AppFacts, ConsentPage, Preview, Renewed, Technical},
    },
    pages::consent as consent_page,
    words::{seen, shown::Question},
};

fn offered(category: DataCategory, needed: bool, change: Option<Change>) -> OfferedCategory {
    OfferedCategory {
        category,
        needed,
        proposed: needed,
        change,
    }
}

fn offer(categories: Vec<OfferedCategory>) -> Offer {
    Offer {
        client: ClientId::parse("sugar-coach").expect("a client id"),
        purpose: PurposeOfUse::SelfCare,
        categories,
        topics: TopicSet::EMPTY,
        dropped: CategorySet::EMPTY,
        offline: true,
        limits: OfferLimits {
            max_days: 366,
            max_days_sensitive: 90,
        },
        renewal: false,
    }
}

/// An app asks for the first time: one kind that it needs, one that it would like.
fn asks(name: &str) -> ConsentPage {
    let offer = offer(vec![
        offered(DataCategory::LabResults, true, None),
        offered(DataCategory::Medications, false, None),
    ]);
    let choice = Choice::proposed(&offer);
    ConsentPage {
        request: request(),
        person: "Maria Keller".to_owned(),
        others: false,
        app: app(name),
        holdings: offer
            .asked()
            .iter()
            .map(|kind| (kind, holding(12)))
            .collect(),
        topic_holdings: Vec::new(),
        preview: Preview {
            rows: vec![(DataCategory::LabResults, holding(12))],
            hidden: 0,
            hidden_sensitive: 0,
            hidden_unsorted: 0,
        },
        offer,
        choice,
        renews: None,
        technical: Technical {
            scopes: vec!["patient/Observation.rs?category=laboratory".to_owned()],
            redirect_host: "app.fieldnote.example".to_owned(),
            offline: true,
        },
        answers_to: None,
    }
}

/// An app that was allowed before asks again: a kind more, a kind less.
fn asks_again() -> ConsentPage {
    let offer = Offer {
        dropped: CategorySet::of(DataCategory::Appointments),
        renewal: true,
        ..offer(vec![
            offered(DataCategory::LabResults, true, Some(Change::Same)),
            offered(DataCategory::Medications, false, Some(Change::New)),
            offered(DataCategory::Allergies, false, Some(Change::Removed)),
        ])
    };
    ConsentPage {
        choice: Choice {
            period: Some(DataPeriod {
                from: day(2024, 5, 4),
            }),
            access: AccessChoice::Until(day(2026, 6, 30)),
            ..Choice::proposed(&offer)
        },
        holdings: offer
            .asked()
            .iter()
            .map(|kind| (kind, holding(1)))
            .collect(),
        offer,
        renews: Some(Renewed {
            consent: consent(1),
            given: days(-300),
            ends: days(10),
        }),
        ..asks("Sugar Coach")
    }
}

/// An app asks for everything, with sensitive topics, and may keep nothing back.
fn asks_for_everything() -> ConsentPage {
    let categories = DataCategory::ALL
        .iter()
        .map(|kind| offered(*kind, false, None))
        .collect();
    let topics: TopicSet = [SensitiveTopic::MentalHealth, SensitiveTopic::Hiv]
        .into_iter()
        .collect();
    let offer = Offer {
        topics,
        offline: false,
        purpose: PurposeOfUse::Research,
        ..offer(categories)
    };
    ConsentPage {
        choice: Choice {
            categories: kinds(&[DataCategory::LabResults]),
            topics: TopicSet::of(SensitiveTopic::Hiv),
            access: AccessChoice::Days(90),
            period: None,
        },
        holdings: DataCategory::ALL
            .iter()
            .zip(0..)
            .map(|(kind, count)| (*kind, holding(count)))
            .collect(),
        topic_holdings: vec![
            (SensitiveTopic::MentalHealth, holding(0)),
            (SensitiveTopic::Hiv, holding(1)),
        ],
        preview: Preview {
            rows: vec![(DataCategory::LabResults, holding(1))],
            hidden: 9,
            hidden_sensitive: 2,
            hidden_unsorted: 1,
        },
        offer,
        others: true,
        ..asks(HOSTILE)
    }
}

/// An app that nobody checked asks, and nothing is picked.
fn asks_unchecked() -> ConsentPage {
    let offer = Offer {
        limits: OfferLimits {
            max_days: 30,
            max_days_sensitive: 30,
        },
        ..offer(vec![offered(DataCategory::LabResults, false, None)])
    };
    ConsentPage {
        choice: Choice {
            access: AccessChoice::OneTime,
            ..Choice::proposed(&offer)
        },
        offer,
        app: AppFacts {
            checked: false,
            maker: HOSTILE.to_owned(),
            ..app(LONG)
        },
        preview: Preview {
            rows: Vec::new(),
            hidden: 0,
            hidden_sensitive: 0,
            hidden_unsorted: 0,
        },
        ..asks(LONG)
    }
}

#[test]
fn an_app_asks() {
    let me = patient();
    Golden::of("consent", |facts| {
        view! { <consent_page::Asks facts/> }.into_any()
    })
    .state("new", &me, "/consent", asks("Sugar Coach"))
    .state("renewed", &me, "/consent", asks_again())
    .state("everything", &me, "/consent", asks_for_everything())
    .state(
        "unchecked",
        &me,
        "/consent?problem=nothing-chosen",
        asks_unchecked(),
    )
    .state(
        "a caregiver",
        &caregiver(some_limits()),
        "/consent",
        asks("Sugar Coach"),
    )
    .compare();
}

#[test]
fn a_wrong_date_is_said_beside_its_field() {
    Golden::of("consent_dates", |facts| {
        view! { <consent_page::Asks facts/> }.into_any()
    })
    .state(
        "the end",
        &patient(),
        "/consent?problem=date-out-of-range",
        asks_again(),
    )
    .state(
        "the start",
        &patient(),
        "/consent?problem=period-out-of-range",
        asks_again(),
    )
    .compare();
}

/// What the browser reads off a page when its form is sent.
fn read_off(form: &Element) -> Vec<String> {
    let marked = form.inside().into_iter();
    let marked = marked.filter(|element| element.get("data-seen").is_some());
    marked
        .filter_map(
            |element| match (element.is("input"), element.get("checked")) {
                (true, on) => on.map(|_| seen::ON.to_owned()),
                (false, _) => Some(element.text()),
            },
        )
        .collect()
}

#[test]
fn what_a_browser_reads_off_the_page_is_what_the_server_would_store() {
    for facts in [
        asks("Sugar Coach"),
        asks_again(),
        asks_for_everything(),
        asks_unchecked(),
    ] {
        for language in Language::ALL.iter().copied() {
            let frame = Frame {
                language,
                ..patient()
            };
            let shown = facts.clone();
            let show = move || view! { <consent_page::Asks facts=shown.clone()/> }.into_any();
            let page = Document::of(&frame, "/consent", Around::Decision, Arc::new(show));
            let field = |element: &Element| element.get("name") == Some("shown");
            let form = page
                .html
                .first(|it| it.is("form") && it.first(field).is_some());
            let form = form.expect("the form of the choice");
            let sent = form.first(field).and_then(|field| field.get("value"));
            let read = read_off(form);
            assert_eq!(Some(seen::digest(&read).as_str()), sent, "{read:#?}");
            // One switch, and it is another page.
            let other = Choice {
                access: AccessChoice::Days(7),
                ..facts.choice.clone()
            };
            let other = seen::consent(Question::of(&facts), &other, &facts.preview, &frame);
            assert_ne!(Some(other.as_str()), sent);
        }
    }
}
