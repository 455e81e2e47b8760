//! The pages about apps.

use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic},
    consent::{
        ConsentStatus::{Active, EndsSoon, Expired, NeedsReview, Stopped},
        OfferLimits,
    },
    delegation::{Ability, AbilitySet, Limits},
};
use leptos::prelude::*;

use super::{
    given::{
        HOSTILE, LONG, caregiver, connection, consent, day, days, delegation_id, every_action,
        history, history_of_a_sign_in, history_of_maria, holding, narrow_connection, patient,
        request, sign_in, some_limits,
    },
    golden::Golden,
};
use crate::{
    facts::connected_apps::{
        AppPage, AppsPage, AppsQuery, ChangeRow, ChangeTopic, Connection, Ended, EndedBy, HomePage,
        Need,
    },
    pages::{app, apps, home},
};

fn needs() -> Vec<Need> {
    vec![
        Need::Waiting {
            request: request(),
            app: HOSTILE.to_owned(),
        },
        Need::OnHold {
            consent: consent(2),
            app: "Sugar Coach".to_owned(),
        },
        Need::EndsSoon {
            consent: consent(3),
            app: LONG.to_owned(),
            ends: days(3),
        },
        Need::MoreAsked {
            delegation: delegation_id(1),
            name: "Rui Costa".to_owned(),
        },
        Need::CaregiverSuspended {
            delegation: delegation_id(2),
            name: HOSTILE.to_owned(),
        },
    ]
}

/// The hospital stopped it, for everybody.
fn suspended(n: u128) -> Connection {
    let mut connection = connection(n, "Pulse Diary", EndsSoon);
    connection.app.suspended = true;
    connection
}

#[test]
fn all_apps() {
    let none = AppsPage {
        query: AppsQuery::default(),
        find: String::new(),
        needs: Vec::new(),
        current: Vec::new(),
        over: Vec::new(),
        looking: 0,
        all: 0,
        more: false,
        more_over: false,
    };
    let not_found = AppsPage {
        query: AppsQuery {
            found: true,
            ..AppsQuery::default()
        },
        find: HOSTILE.to_owned(),
        all: 30,
        ..none.clone()
    };
    let one = AppsPage {
        looking: 1,
        all: 1,
        current: vec![connection(1, "Sugar Coach", Active)],
        ..none.clone()
    };
    let study = Connection {
        purpose: PurposeOfUse::Research,
        ..connection(3, LONG, EndsSoon)
    };
    let many = AppsPage {
        needs: needs(),
        current: vec![
            connection(1, HOSTILE, Active),
            connection(2, "Sugar Coach", NeedsReview),
            study,
            narrow_connection(4, "Once"),
            sign_in(8, "Night Clinic", Active),
            suspended(7),
        ],
        over: vec![
            connection(5, "Step Counter", Stopped),
            connection(6, HOSTILE, Expired),
            sign_in(9, "Night Clinic", Expired),
        ],
        query: AppsQuery {
            page: 1,
            ..AppsQuery::default()
        },
        find: String::new(),
        looking: 3,
        all: 30,
        more: true,
        more_over: true,
    };
    let of_maria = Connection {
        given_by_me: false,
        ..connection(2, "Sugar Coach", Active)
    };
    let over_for_maria = Connection {
        given_by_me: false,
        ended: Some(Ended {
            at: days(-1),
            by: EndedBy::Staff,
        }),
        ..connection(5, "Step Counter", Stopped)
    };
    let acting = AppsPage {
        current: vec![connection(1, "Sugar Coach", Active), of_maria],
        over: vec![over_for_maria],
        looking: 2,
        all: 3,
        ..none.clone()
    };
    Golden::of("apps", |facts| {
        view! { <apps::Everybody facts/> }.into_any()
    })
    .state("nobody", &patient(), "/apps", none.clone())
    .state("one app", &patient(), "/apps", one)
    .state("nothing found", &patient(), "/apps", not_found)
    .state("every state", &patient(), "/apps", many)
    .state(
        "a caregiver, nobody",
        &caregiver(some_limits()),
        "/apps",
        none,
    )
    .state("a caregiver", &caregiver(some_limits()), "/apps", acting)
    .compare();
}

#[test]
fn the_first_page() {
    let quiet = HomePage {
        needs: Vec::new(),
        can_look: Vec::new(),
        looking: 0,
        latest: Vec::new(),
        patients: Vec::new(),
    };
    let busy = HomePage {
        needs: needs(),
        can_look: vec![
            connection(1, HOSTILE, Active),
            connection(3, LONG, EndsSoon),
        ],
        looking: 30,
        latest: history(),
        patients: vec![
            (delegation_id(3), "Leo Keller".to_owned()),
            (delegation_id(4), HOSTILE.to_owned()),
        ],
    };
    let sees_nothing_done = Limits {
        abilities: AbilitySet::of(Ability::SeeRecords),
        ..some_limits()
    };
    Golden::of("home", |facts| view! { <home::Overview facts/> }.into_any())
        .state("nothing yet", &patient(), "/", quiet.clone())
        .state("much to do", &patient(), "/", busy.clone())
        .state(
            "a caregiver",
            &caregiver(some_limits()),
            "/",
            HomePage {
                latest: history_of_maria(),
                patients: Vec::new(),
                ..busy
            },
        )
        .state(
            "a caregiver for the record alone",
            &caregiver(sees_nothing_done),
            "/",
            quiet,
        )
        .compare();
}

fn one_app(connection: Connection) -> AppPage {
    let row = |category, on, last_read| ChangeRow {
        category,
        on,
        holding: holding(12),
        last_read,
    };
    AppPage {
        connection,
        rows: vec![
            row(DataCategory::LabResults, true, Some(day(2026, 5, 3))),
            row(DataCategory::Medications, true, None),
            row(DataCategory::Appointments, false, None),
        ],
        topics: vec![ChangeTopic {
            topic: SensitiveTopic::MentalHealth,
            on: false,
            holding: holding(0),
        }],
        limits: OfferLimits {
            max_days: 366,
            max_days_sensitive: 90,
        },
        history: Vec::new(),
    }
}

#[test]
fn one_app_and_how_to_change_what_it_sees() {
    let unused = AppPage {
        rows: Vec::new(),
        topics: Vec::new(),
        history: Vec::new(),
        limits: OfferLimits {
            max_days: 30,
            max_days_sensitive: 30,
        },
        ..one_app(narrow_connection(4, HOSTILE))
    };
    let not_mine = Connection {
        given_by_me: false,
        sees: CategorySet::EMPTY,
        last_look: None,
        ..connection(1, "Sugar Coach", Active)
    };
    let show = |status| one_app(connection(1, "Sugar Coach", status));
    let with_history = |page, history| AppPage { history, ..page };
    let mut suspended = show(Active);
    suspended.connection.app.suspended = true;
    let (me, rui) = (patient(), caregiver(some_limits()));
    Golden::of("app", |facts| view! { <app::App facts/> }.into_any())
        .state(
            "active",
            &me,
            "/apps/1",
            with_history(show(Active), history()),
        )
        .state("suspended by the hospital", &me, "/apps/1", suspended)
        .state("saved", &me, "/apps/1?saved=1", unused)
        .state(
            "ends soon",
            &me,
            "/apps/1?problem=date-out-of-range",
            show(EndsSoon),
        )
        .state("needs a review", &me, "/apps/1", show(NeedsReview))
        .state("stopped", &me, "/apps/1", show(Stopped))
        .state("expired", &me, "/apps/1", show(Expired))
        .state(
            "a sign-in",
            &me,
            "/apps/1",
            with_history(
                one_app(sign_in(8, "Night Clinic", Active)),
                history_of_a_sign_in(),
            ),
        )
        .state("a caregiver who gave it", &rui, "/apps/1", show(Active))
        .state(
            "a caregiver who did not",
            &rui,
            "/apps/1",
            with_history(one_app(not_mine), history_of_maria()),
        )
        .compare();
}

#[test]
fn everything_that_an_app_can_be_told_of() {
    let all = AppPage {
        history: every_action(),
        ..one_app(connection(1, "Sugar Coach", Stopped))
    };
    Golden::of("history", |facts| view! { <app::App facts/> }.into_any())
        .state("each action", &patient(), "/apps/1", all)
        .compare();
}
