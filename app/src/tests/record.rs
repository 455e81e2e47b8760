//! The pages about the record and who looked at it.

use domain::{
    audit::{AuditAction, Outcome},
    catalogue::DataCategory,
    delegation::Limits,
    ids::ClientId,
    language::Language,
    zone::Zone,
};
use leptos::prelude::*;

use super::{
    given::{
        HOSTILE, LONG, by_password, caregiver, day, every_action, guardian_of_leo, history,
        history_of_maria, holding, no_way, patient, some_limits, thirty_days,
    },
    golden::Golden,
};
use crate::{
    facts::{
        activity::{ActivityPage, Filter, HeatRow, Show},
        records::{CopyPage, OpenKind, RecordEntry, RecordsPage, Says},
    },
    pages::{activity, copy, records},
    words::statement::{Told, sentence},
};

#[test]
fn the_record() {
    let empty = RecordsPage {
        kinds: Vec::new(),
        open: None,
        hidden_sensitive: 0,
        unsorted: 0,
    };
    let kinds = RecordsPage {
        kinds: DataCategory::ALL
            .iter()
            .zip(0..)
            .map(|(kind, count)| (*kind, holding(count)))
            .collect(),
        hidden_sensitive: 2,
        unsorted: 1,
        ..empty.clone()
    };
    let few = RecordsPage {
        kinds: vec![
            (DataCategory::LabResults, holding(1)),
            (DataCategory::Visits, holding(0)),
        ],
        ..empty.clone()
    };
    let entry = |name: Option<&str>, on, sensitive| RecordEntry {
        name: name.map(str::to_owned),
        on,
        sensitive,
        says: Says::default(),
    };
    let open = |entries, page, more| OpenKind {
        kind: DataCategory::LabResults,
        entries,
        page,
        find: String::new(),
        more,
    };
    let unnamed = RecordEntry {
        says: Says {
            value: Some("Maria Keller".to_owned()),
            ..Says::default()
        },
        ..entry(None, None, false)
    };
    let opened = RecordsPage {
        open: Some(open(
            vec![
                entry(Some(HOSTILE), Some(day(2026, 4, 20)), false),
                entry(Some(LONG), None, true),
                entry(None, Some(day(2020, 1, 1)), false),
                unnamed,
            ],
            1,
            true,
        )),
        ..kinds.clone()
    };
    let measured = |on, value: &str, number| RecordEntry {
        says: Says {
            value: Some(value.to_owned()),
            number: Some(number),
            unit: "%".to_owned(),
            usual: Some((Some(4.0), Some(5.6))),
            dose: Some("1 tablet at night".to_owned()),
            text: Some(LONG.repeat(3)),
            ..Says::default()
        },
        ..entry(Some("A1c"), Some(on), false)
    };
    let over_time = RecordsPage {
        open: Some(OpenKind {
            find: HOSTILE.to_owned(),
            ..open(
                vec![
                    measured(day(2026, 4, 20), "5.4 %", 5.4),
                    measured(day(2025, 4, 20), "7.4 %", 7.4),
                ],
                0,
                false,
            )
        }),
        ..kinds.clone()
    };
    let nothing_in_it = RecordsPage {
        open: Some(open(Vec::new(), 0, false)),
        ..kinds.clone()
    };
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("records", |facts| {
        view! { <records::Records facts/> }.into_any()
    })
    .state("empty", &me, "/records", empty.clone())
    .state("every kind", &me, "/records", kinds.clone())
    .state("one kind", &me, "/records", opened)
    .state("a value over time", &me, "/records", over_time)
    .state("nothing of this kind", &me, "/records", nothing_in_it)
    .state("a caregiver", &rui, "/records", kinds.clone())
    .state("a guardian", &guardian_of_leo(), "/records", few)
    .state("a caregiver, empty", &rui, "/records", empty)
    .compare();
}

#[test]
fn a_copy_of_the_record() {
    let own = CopyPage {
        limits: None,
        proof: by_password(),
    };
    let stuck = CopyPage {
        limits: None,
        proof: no_way(),
    };
    let limited = CopyPage {
        limits: Some(some_limits()),
        proof: by_password(),
    };
    let child = CopyPage {
        limits: Some(Limits::of_a_child()),
        proof: by_password(),
    };
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("copy", |facts| view! { <copy::Copy facts/> }.into_any())
        .state("one's own", &me, "/copy?problem=wrong-password", own)
        .state("no way to prove it", &me, "/copy", stuck)
        .state("a caregiver's", &rui, "/copy", limited)
        .state("a guardian's", &guardian_of_leo(), "/copy", child)
        .compare();
}

#[test]
fn who_looked() {
    let none = ActivityPage {
        filter: Filter::default(),
        apps: Vec::new(),
        today: day(2026, 5, 4),
        heat: Vec::new(),
        by_app: Vec::new(),
        refused: 0,
        entries: Vec::new(),
        older: None,
    };
    let sugar = ClientId::parse("sugar-coach").expect("a client id");
    let busy = ActivityPage {
        apps: vec![(sugar.clone(), HOSTILE.to_owned())],
        heat: vec![HeatRow {
            category: DataCategory::LabResults,
            days: thirty_days(),
        }],
        by_app: vec![(HOSTILE.to_owned(), 40), (LONG.to_owned(), 1)],
        refused: 1,
        entries: history(),
        older: Some("event_1".to_owned()),
        ..none.clone()
    };
    let filtered = ActivityPage {
        filter: Filter {
            app: Some(sugar),
            category: Some(DataCategory::LabResults),
            show: Show::Refused,
            before: None,
        },
        entries: Vec::new(),
        older: None,
        ..busy.clone()
    };
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("activity", |facts| {
        view! { <activity::Looks facts/> }.into_any()
    })
    .state("nobody", &me, "/activity", none)
    .state("two days", &me, "/activity", busy.clone())
    .state("nothing found", &me, "/activity", filtered)
    .state(
        "a caregiver",
        &rui,
        "/activity",
        ActivityPage {
            entries: history_of_maria(),
            ..busy
        },
    )
    .compare();
}

#[test]
fn what_has_no_name_is_written_small_within_a_sentence() {
    let told = |action| {
        let mut all = every_action().into_iter().map(|entry| entry.statement);
        let mut statement = all.find(|one| one.action == action)?;
        statement.outcome = Outcome::Refused;
        statement.facts.app = None;
        Some(sentence(
            Language::English,
            &Zone::default(),
            &statement,
            Told::Short,
        ))
    };
    assert_eq!(
        told(AuditAction::ConsentGiven).as_deref(),
        Some("You tried to change an app. It did not work, and nothing changed.")
    );
    assert_eq!(
        told(AuditAction::ConsentRequested).as_deref(),
        Some("An app asked to see part of your record.")
    );
}
