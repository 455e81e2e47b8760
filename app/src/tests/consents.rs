//! The page on which somebody says yes or no to an app.

use std::sync::Arc;

use domain::{
    consent::{AccessChoice, Choice},
    language::Language,
};
use leptos::prelude::*;

use super::{
    document::{Document, Element},
    given::{
        asks, asks_again, asks_for_everything, asks_for_substance_use, asks_rui, asks_unchecked,
        caregiver, guardian_of_leo, patient, picked_nothing, some_limits,
    },
    golden::Golden,
};
use crate::{
    components::layout::Around,
    facts::{Frame, consent::ConsentPage},
    pages::consent as consent_page,
    words::{seen, shown::Question},
};

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
        asks_rui(),
    )
    .state(
        "a guardian",
        &guardian_of_leo(),
        "/consent",
        ConsentPage {
            person: "Leo Keller".to_owned(),
            others: true,
            ..asks_for_substance_use()
        },
    )
    .state("nothing is picked", &me, "/consent", picked_nothing())
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
        asks_rui(),
        picked_nothing(),
    ] {
        let beside = Frame {
            privacy_notice: Some(3),
            ..patient()
        };
        let readers = [
            patient(),
            beside,
            caregiver(some_limits()),
            guardian_of_leo(),
        ];
        let in_each = |reader: Frame| {
            let languages = Language::ALL.iter().copied();
            languages.map(move |language| Frame {
                language,
                ..reader.clone()
            })
        };
        for frame in readers.into_iter().flat_map(in_each) {
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
