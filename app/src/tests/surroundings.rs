//! What stands around every page, and the page that is nothing but a problem.

use domain::{
    delegation::{Ability, AbilitySet, Limits},
    session::Session,
};
use leptos::prelude::*;

use super::{
    given::{HOSTILE, LONG, caregiver, caregiver_alone, patient, some_limits, stranger},
    golden::Golden,
};
use crate::{
    components::{
        layout::{Around, DocumentTitle, Tab},
        opened::ProblemPage,
    },
    facts::{
        Frame, PortalError,
        frame::{Acting, SignedIn},
    },
    pages::help,
};

fn empty(around: Around, name: &'static str) -> Golden<()> {
    let show = |()| {
        view! {
            <DocumentTitle text="Sayso"/>
            <h1>"Sayso"</h1>
        }
        .into_any()
    };
    Golden::of(name, show).whole(around)
}

#[test]
fn the_ways_that_somebody_may_go() {
    let hostile = Frame {
        person: Some(SignedIn {
            name: HOSTILE.to_owned(),
            unread: 12,
            has_record: true,
            session_ends: patient().now + Session::IDLE,
        }),
        ..patient()
    };
    let records_only = caregiver(Limits {
        abilities: AbilitySet::of(Ability::SeeRecords),
        ..some_limits()
    });
    let for_a_long_name = Frame {
        acting: caregiver(some_limits()).acting.map(|acting| Acting {
            name: LONG.to_owned(),
            ..acting
        }),
        ..caregiver(some_limits())
    };
    empty(Around::Portal(Tab::Records), "frame")
        .state("the patient", &patient(), "/", ())
        .state("a hostile name", &hostile, "/", ())
        .state(
            "a caregiver at nobody's record",
            &caregiver_alone(),
            "/",
            (),
        )
        .state("a caregiver", &for_a_long_name, "/", ())
        .state("a caregiver for the record alone", &records_only, "/", ())
        .compare();
}

#[test]
fn nobody_wanders_off_from_a_decision() {
    empty(Around::Decision, "frame_decision")
        .state("the patient", &patient(), "/", ())
        .state("a caregiver", &caregiver(some_limits()), "/", ())
        .state("nobody is signed in", &stranger(), "/", ())
        .compare();
}

#[test]
fn what_went_wrong() {
    let show = |problem| view! { <ProblemPage problem/> }.into_any();
    let pages = PortalError::ALL
        .iter()
        .fold(Golden::of("problems", show), |golden, problem| {
            golden.state(problem.key(), &patient(), "/", *problem)
        });
    pages.compare();
}

#[test]
fn answers_to_what_people_ask() {
    Golden::of("help", |()| view! { <help::Answers/> }.into_any())
        .state("the patient", &patient(), "/help", ())
        .compare();
}
