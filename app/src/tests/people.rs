//! The pages about caregivers and the patients they act for.

use domain::{
    catalogue::DataCategory,
    delegation::{
        Ability, AbilitySet,
        DelegationStatus::{Active, Ended, EndsSoon, Expired, Lapsed, NeedsReview},
        InvitationStatus, Limits, Relationship,
    },
    ids::InvitationId,
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    given::{
        HOSTILE, LONG, by_password, caregiver, caregiver_alone, days, delegation, delegation_id,
        guardian, no_way, patient, some_limits, ticks,
    },
    golden::Golden,
};
use crate::{
    facts::people::{
        AskPage, Caregivers, ConfirmInvitePage, DelegationFacts, InviteForm, InvitePage, Invited,
        MoreAsked, PeoplePage,
    },
    pages::people::{self, ask, confirm, invite},
};

fn invited(n: u128, status: InvitationStatus) -> Invited {
    let waits = status == InvitationStatus::Waiting;
    Invited {
        invitation: InvitationId::from_uuid(Uuid::from_u128(n)),
        name: "Ana Lima".to_owned(),
        email: "ana@mail.example".to_owned(),
        relationship: Relationship::Child,
        limits: some_limits(),
        until: days(180),
        sent: days(-1),
        link_ends: days(6),
        status,
        over: (!waits).then(|| days(-1)),
        code: waits.then(|| "012345".to_owned()),
    }
}

pub(super) fn asked() -> MoreAsked {
    MoreAsked {
        delegation: delegation_id(1),
        name: "Rui Costa".to_owned(),
        more: Limits {
            categories: [DataCategory::Appointments].into_iter().collect(),
            ..some_limits()
        },
        until: Some(days(200)),
    }
}

/// Apps and their history, and no record.
pub(super) fn without_a_record() -> Limits {
    Limits {
        abilities: [Ability::ManageApps, Ability::SeeActivity]
            .into_iter()
            .collect::<AbilitySet>(),
        ..Limits::default()
    }
}

fn nobody() -> Caregivers {
    Caregivers {
        asked: Vec::new(),
        current: Vec::new(),
        waiting: Vec::new(),
        over: Vec::new(),
        unanswered: Vec::new(),
        quiet: false,
    }
}

fn everybody() -> Caregivers {
    let for_apps = DelegationFacts {
        limits: without_a_record(),
        last_look: None,
        ..delegation(3, HOSTILE, EndsSoon)
    };
    Caregivers {
        asked: vec![asked()],
        current: vec![
            delegation(1, "Rui Costa", Active),
            delegation(2, LONG, NeedsReview),
            for_apps,
            guardian(4, "Eva Keller"),
        ],
        waiting: vec![
            invited(1, InvitationStatus::Waiting),
            Invited {
                limits: without_a_record(),
                name: HOSTILE.to_owned(),
                ..invited(2, InvitationStatus::Waiting)
            },
        ],
        over: vec![
            delegation(5, "Tom Berg", Ended),
            delegation(6, HOSTILE, Expired),
            delegation(7, "Lea Roth", Lapsed),
        ],
        unanswered: [
            InvitationStatus::Declined,
            InvitationStatus::Withdrawn,
            InvitationStatus::Expired,
            InvitationStatus::Closed,
        ]
        .into_iter()
        .zip(10..)
        .map(|(status, n)| invited(n, status))
        .collect(),
        quiet: true,
    }
}

pub(super) fn mine(delegation: DelegationFacts) -> DelegationFacts {
    DelegationFacts {
        by_me: true,
        ..delegation
    }
}

#[test]
fn caregivers_and_patients() {
    let own = |own| PeoplePage {
        own: Some(own),
        patients: Vec::new(),
    };
    let one_caregiver = Caregivers {
        current: vec![delegation(1, "Rui Costa", Active)],
        waiting: vec![invited(1, InvitationStatus::Waiting)],
        ..nobody()
    };
    let patients = PeoplePage {
        own: None,
        patients: vec![
            mine(delegation(1, "Maria Keller", Active)),
            mine(guardian(2, HOSTILE)),
            mine(delegation(3, "Tom Berg", NeedsReview)),
            mine(delegation(4, LONG, Ended)),
        ],
    };
    let no_patients = PeoplePage {
        own: None,
        patients: Vec::new(),
    };
    let (me, rui) = (patient(), caregiver_alone());
    Golden::of("people", |facts| {
        view! { <people::People facts/> }.into_any()
    })
    .state("nobody", &me, "/people?declined=1", own(nobody()))
    .state("one", &me, "/people?sent=1", own(one_caregiver))
    .state(
        "every state",
        &me,
        "/people?problem=unavailable",
        own(everybody()),
    )
    .state("a caregiver", &rui, "/people?accepted=1", patients.clone())
    .state(
        "a caregiver of nobody, or staff",
        &rui,
        "/people",
        no_patients,
    )
    .state(
        "while acting",
        &caregiver(some_limits()),
        "/people?back=1",
        patients,
    )
    .compare();
}

#[test]
fn inviting_somebody() {
    let empty = InvitePage {
        ticks: ticks(),
        form: InviteForm::default(),
        quiet: false,
    };
    let filled = InvitePage {
        form: InviteForm {
            name: HOSTILE.to_owned(),
            email: "ana@mail.example".to_owned(),
            relationship: "child".to_owned(),
            share: vec![DataCategory::LabResults],
            can: vec![Ability::SeeRecords],
            months: "18".to_owned(),
            ..InviteForm::default()
        },
        quiet: true,
        ..empty.clone()
    };
    let me = patient();
    Golden::of("invite", |facts| view! { <invite::Form facts/> }.into_any())
        .state("empty", &me, "/people/invite", empty.clone())
        .state(
            "nothing filled in",
            &me,
            "/people/invite?problem=form-incomplete",
            empty,
        )
        .state(
            "one's own address",
            &me,
            "/people/invite?problem=own-address",
            filled,
        )
        .compare();
}

#[test]
fn an_invitation_is_restated() {
    let page = ConfirmInvitePage {
        name: HOSTILE.to_owned(),
        email: "ana@mail.example".to_owned(),
        relationship: Relationship::Child,
        limits: some_limits(),
        until: days(180),
        topics_until: days(90),
        proof: by_password(),
    };
    let stuck = ConfirmInvitePage {
        limits: without_a_record(),
        proof: no_way(),
        ..page.clone()
    };
    Golden::of("invite_confirm", |facts| {
        view! { <confirm::Invitation facts/> }.into_any()
    })
    .state(
        "by password",
        &patient(),
        "/confirm?problem=wrong-password",
        page,
    )
    .state("no way to prove it", &patient(), "/confirm", stuck)
    .compare();
}

#[test]
fn asking_for_more() {
    let page = AskPage {
        delegation: mine(delegation(1, HOSTILE, Active)),
        kinds: vec![DataCategory::Appointments, DataCategory::Allergies],
    };
    let all = AskPage {
        kinds: Vec::new(),
        ..page.clone()
    };
    let rui = caregiver_alone();
    Golden::of("ask", |facts| view! { <ask::Ask facts/> }.into_any())
        .state("two kinds", &rui, "/ask?problem=nothing-asked", page)
        .state("nothing left", &rui, "/ask", all)
        .compare();
}
