//! An app asks who somebody is, and nothing of their record.

use leptos::prelude::*;

use super::{
    given::{HOSTILE, app, caregiver, caregiver_alone, patient, request, some_limits},
    golden::Golden,
};
use crate::{
    components::layout::Around,
    facts::consent::{AppFacts, IdentifyPage},
    pages::identify,
};

#[test]
fn an_app_asks_who_somebody_is() {
    let asks = IdentifyPage {
        request: request(),
        person: "Maria Keller".to_owned(),
        app: app("Night Clinic"),
        names_record: true,
        has_record: true,
    };
    let unchecked = IdentifyPage {
        app: AppFacts {
            checked: false,
            ..app(HOSTILE)
        },
        names_record: false,
        ..asks.clone()
    };
    let nobody = IdentifyPage {
        has_record: false,
        ..asks.clone()
    };
    let changed = "/consent/who?problem=changed-meanwhile";
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("identify", |facts| {
        view! { <identify::AsksWho facts/> }.into_any()
    })
    .whole(Around::Decision)
    .state("with the record", &me, "/consent/who", asks.clone())
    .state("an app that nobody checked", &me, changed, unchecked)
    .state("while acting for another", &rui, "/consent/who", asks)
    .state("no record", &caregiver_alone(), "/consent/who", nobody)
    .compare();
}
