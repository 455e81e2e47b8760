//! The pages about stopping an app, and what is left of it: the proof and the receipt.

use domain::{
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    consent::ConsentStatus::{Active, Expired, Stopped},
};
use leptos::prelude::*;

use super::{
    given::{
        HOSTILE, LONG, caregiver, connection, days, kinds, narrow_connection, patient, sign_in,
        some_limits,
    },
    golden::Golden,
};
use crate::{
    facts::connected_apps::{
        Connection, Ended, EndedBy, ReceiptPage, RefusedTry, StopPage, StoppedPage,
    },
    pages::{receipt, stop, stopped},
};

#[test]
fn stopping_says_what_stops_and_what_does_not() {
    let unchecked = narrow_connection(4, HOSTILE);
    let not_mine = Connection {
        given_by_me: false,
        ..connection(1, LONG, Active)
    };
    let (me, rui) = (patient(), caregiver(some_limits()));
    let page = |connection| StopPage {
        connection,
        evidence_years: None,
        backup_days: None,
    };
    let with_backups = StopPage {
        backup_days: Some(35),
        ..page(connection(1, "Sugar Coach", Active))
    };
    let kept_for = |years| StopPage {
        evidence_years: Some(years),
        ..page(connection(1, "Sugar Coach", Active))
    };
    Golden::of("stop", |facts| view! { <stop::Asked facts/> }.into_any())
        .state(
            "an app",
            &me,
            "/stop",
            page(connection(1, "Sugar Coach", Active)),
        )
        .state("with backups", &me, "/stop", with_backups)
        .state("evidence for a year", &me, "/stop", kept_for(1))
        .state("evidence for seven years", &me, "/stop", kept_for(7))
        .state(
            "a sign-in",
            &me,
            "/stop",
            page(sign_in(8, "Night Clinic", Active)),
        )
        .state(
            "unchecked",
            &me,
            "/stop?problem=unavailable",
            page(unchecked),
        )
        .state(
            "a caregiver",
            &rui,
            "/stop",
            page(connection(1, "Sugar Coach", Active)),
        )
        .state(
            "a caregiver who did not give it",
            &rui,
            "/stop",
            page(not_mine),
        )
        .compare();
}

fn over(connection: Connection) -> StoppedPage {
    StoppedPage {
        connection,
        keys_ended: 0,
        looks_since: 0,
        refused: Vec::new(),
        refused_count: 0,
        read_before: CategorySet::EMPTY,
        read_count: 0,
    }
}

#[test]
fn stopped_is_proved() {
    let tried = StoppedPage {
        keys_ended: 2,
        refused: vec![
            RefusedTry {
                at: days(-1),
                asked: kinds(&[DataCategory::LabResults]),
            },
            RefusedTry {
                at: days(-1),
                asked: CategorySet::EMPTY,
            },
        ],
        refused_count: 7,
        read_before: kinds(&[DataCategory::LabResults, DataCategory::Medications]),
        read_count: 40,
        ..over(connection(1, HOSTILE, Stopped))
    };
    let by_staff = Connection {
        given_by_me: false,
        ended: Some(Ended {
            at: days(-1),
            by: EndedBy::Staff,
        }),
        ..connection(1, "Sugar Coach", Stopped)
    };
    let one_key = StoppedPage {
        keys_ended: 1,
        ..over(narrow_connection(4, LONG))
    };
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("stopped", |facts| {
        view! { <stopped::Stopped facts/> }.into_any()
    })
    .state("by the patient", &me, "/stopped", tried)
    .state(
        "by itself",
        &me,
        "/stopped",
        over(connection(1, "Sugar Coach", Expired)),
    )
    .state("one key", &me, "/stopped", one_key)
    .state(
        "a sign-in",
        &me,
        "/stopped",
        over(sign_in(8, "Night Clinic", Stopped)),
    )
    .state(
        "by staff, for a caregiver",
        &rui,
        "/stopped",
        over(by_staff),
    )
    .compare();
}

#[test]
fn the_receipt_of_a_consent() {
    let first = ReceiptPage {
        connection: connection(1, HOSTILE, Active),
        person: "Maria Keller".to_owned(),
        not_shared: CategorySet::EMPTY,
        topics_not_shared: TopicSet::EMPTY,
        decided: days(-30),
        versions: vec![1],
        shown: "The words, as they stood.".to_owned(),
        shown_sha256: "0123456789".repeat(6),
        privacy_notice: None,
    };
    let second = ReceiptPage {
        connection: Connection {
            version: 2,
            ..narrow_connection(4, "Once")
        },
        not_shared: kinds(&[DataCategory::Appointments]),
        topics_not_shared: TopicSet::of(SensitiveTopic::Hiv),
        versions: vec![1, 2],
        ..first.clone()
    };
    let beside = ReceiptPage {
        privacy_notice: Some(3),
        ..first.clone()
    };
    let signed_in = ReceiptPage {
        connection: sign_in(8, "Night Clinic", Active),
        ..first.clone()
    };
    let mut by_rui = first.clone();
    by_rui.connection.given_by_me = false;
    Golden::of("receipt", |facts| {
        view! { <receipt::Receipt facts/> }.into_any()
    })
    .state("the first version", &patient(), "/receipt", first)
    .state("one of two", &patient(), "/receipt", second)
    .state("given by a caregiver", &patient(), "/receipt", by_rui)
    .state("a sign-in", &patient(), "/receipt", signed_in)
    .state("beside a privacy notice", &patient(), "/receipt", beside)
    .compare();
}
