//! The pages about one caregiver: changing, ending, and what is left.

use domain::delegation::{
    DelegationEndCause,
    DelegationStatus::{Active, Ended, EndsSoon, Expired, Lapsed, NeedsReview},
};
use leptos::prelude::*;

use super::{
    given::{
        HOSTILE, LONG, by_passkey, caregiver_alone, days, delegation, guardian, history, patient,
        some_limits, ticks,
    },
    golden::Golden,
    people::{asked, mine, without_a_record},
};
use crate::{
    facts::people::{
        CaregiverForm, CaregiverPage, ConfirmCaregiverPage, DelegationEnded, DelegationEndedPage,
        DelegationFacts, Since,
    },
    pages::people::{caregiver as one, confirm, end, ended, receipt},
};

fn of(delegation: DelegationFacts) -> CaregiverPage {
    CaregiverPage {
        delegation,
        ticks: ticks(),
        asked: None,
        history: Vec::new(),
        form: None,
    }
}

#[test]
fn one_caregiver() {
    let asking = CaregiverPage {
        asked: Some(asked()),
        history: history(),
        ..of(delegation(1, "Rui Costa", Active))
    };
    let left_empty = CaregiverPage {
        form: Some(CaregiverForm::default()),
        ..of(DelegationFacts {
            quiet: true,
            ..delegation(1, HOSTILE, NeedsReview)
        })
    };
    let for_apps = of(DelegationFacts {
        limits: without_a_record(),
        ..delegation(1, LONG, EndsSoon)
    });
    let me = patient();
    Golden::of("caregiver", |facts| {
        view! { <one::Caregiver facts/> }.into_any()
    })
    .state("asks for more", &me, "/people/1?saved=1", asking)
    .state(
        "left with nothing",
        &me,
        "/people/1?problem=nothing-ticked",
        left_empty,
    )
    .state("for apps alone", &me, "/people/1?declined=1", for_apps)
    .state(
        "a guardian",
        &me,
        "/people/1",
        of(guardian(1, "Eva Keller")),
    )
    .state(
        "ended",
        &me,
        "/people/1",
        of(delegation(1, "Rui Costa", Ended)),
    )
    .state(
        "lapsed",
        &me,
        "/people/1",
        of(delegation(1, "Rui Costa", Lapsed)),
    )
    .compare();
}

#[test]
fn more_for_a_caregiver_is_restated() {
    let page = ConfirmCaregiverPage {
        delegation: delegation(1, HOSTILE, Active),
        limits: some_limits(),
        until: days(400),
        topics_until: days(90),
        proof: by_passkey(),
    };
    Golden::of("caregiver_confirm", |facts| {
        view! { <confirm::Change facts/> }.into_any()
    })
    .state("by passkey", &patient(), "/confirm", page)
    .compare();
}

#[test]
fn ending_a_delegation_from_either_side() {
    let quiet = DelegationFacts {
        quiet: true,
        limits: without_a_record(),
        ..delegation(1, HOSTILE, Active)
    };
    let leave = mine(delegation(1, "Maria Keller", Active));
    Golden::of("caregiver_end", |delegation| {
        view! { <end::Asked delegation/> }.into_any()
    })
    .state(
        "the patient",
        &patient(),
        "/stop",
        delegation(1, "Rui Costa", Active),
    )
    .state("quietly", &patient(), "/stop?problem=unavailable", quiet)
    .state("the caregiver", &caregiver_alone(), "/stop", leave)
    .compare();
}

#[test]
fn a_delegation_that_is_over_is_proved() {
    let by = |cause| DelegationFacts {
        ended: Some(DelegationEnded {
            at: days(-2),
            cause: Some(cause),
        }),
        ..delegation(1, "Rui Costa", Ended)
    };
    let page = |delegation| DelegationEndedPage {
        delegation,
        since: Some(Since {
            looks: 0,
            refused: 3,
        }),
    };
    let mine = DelegationEndedPage {
        delegation: mine(by(DelegationEndCause::EndedByCaregiver)),
        since: None,
    };
    let me = patient();
    Golden::of("caregiver_ended", |facts| {
        view! { <ended::Ended facts/> }.into_any()
    })
    .state(
        "by the patient",
        &me,
        "/ended",
        page(by(DelegationEndCause::EndedByPatient)),
    )
    .state(
        "by staff",
        &me,
        "/ended",
        page(by(DelegationEndCause::EndedByStaff)),
    )
    .state(
        "of age",
        &me,
        "/ended",
        page(by(DelegationEndCause::CameOfAge)),
    )
    .state(
        "by itself",
        &me,
        "/ended",
        page(delegation(1, HOSTILE, Expired)),
    )
    .state("by the caregiver", &caregiver_alone(), "/ended", mine)
    .compare();
}

#[test]
fn the_receipt_of_a_delegation() {
    let leave = mine(delegation(1, "Maria Keller", Ended));
    Golden::of("caregiver_receipt", |delegation| {
        view! { <receipt::Receipt delegation/> }.into_any()
    })
    .state(
        "the patient's",
        &patient(),
        "/receipt",
        delegation(1, HOSTILE, Active),
    )
    .state(
        "a guardian's",
        &patient(),
        "/receipt",
        guardian(1, "Eva Keller"),
    )
    .state("the caregiver's", &caregiver_alone(), "/receipt", leave)
    .compare();
}
