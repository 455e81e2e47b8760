//! The page of what one is told.

use domain::{
    ids::NoticeId,
    name::{AppName, PersonName},
    notice::{NoticeFacts, NoticeKind},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    given::{
        HOSTILE, by_passkey, by_password, caregiver, caregiver_alone, consent, days, delegation_id,
        patient, some_limits,
    },
    golden::Golden,
};
use crate::{
    facts::notices::{NoticesPage, Told},
    pages::notices,
};

fn told(n: u128, kind: NoticeKind) -> Told {
    Told {
        id: NoticeId::from_uuid(Uuid::from_u128(n)),
        kind,
        facts: NoticeFacts {
            app: Some(AppName::kept(HOSTILE)),
            person: Some(PersonName::kept("Rui Costa")),
            subject: None,
            at: Some(days(3)),
            consent: Some(consent(1)),
            delegation: Some(delegation_id(1)),
            by_age: false,
        },
        at: days(0),
        unread: n == 1,
    }
}

#[test]
fn what_one_is_told() {
    let listed: Vec<NoticeKind> = NoticeKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_listed())
        .collect();
    let optional = listed.iter().filter(|kind| !kind.is_always_sent());
    let none = NoticesPage {
        told: Vec::new(),
        more: false,
        kept_days: None,
        mails: optional
            .map(|kind| (*kind, *kind == NoticeKind::FirstRead))
            .collect(),
        proof: Some(by_password()),
    };
    let all = NoticesPage {
        told: listed
            .iter()
            .zip(1..)
            .map(|(kind, n)| told(n, *kind))
            .collect(),
        more: true,
        kept_days: Some(400),
        proof: Some(by_passkey()),
        ..none.clone()
    };
    // A birthday did it, and neither the young person nor the guardian.
    let age = |n, kind, subject: Option<&str>| {
        let mut told = told(n, kind);
        told.facts.by_age = true;
        told.facts.subject = subject.map(PersonName::kept);
        told
    };
    let of_age = |subject| NoticesPage {
        told: vec![
            age(1, NoticeKind::AgeEventAhead, subject),
            age(2, NoticeKind::DelegationChanged, subject),
            age(3, NoticeKind::DelegationEnded, subject),
        ],
        ..none.clone()
    };
    let (for_leo, for_eva) = (of_age(None), of_age(Some("Leo Keller")));
    let me = patient();
    Golden::of("notices", |facts| {
        view! { <notices::Everything facts/> }.into_any()
    })
    .state("nothing", &me, "/notices?saved=1", none.clone())
    .state("each kind", &me, "/notices", all)
    .state("a birthday, to the young person", &me, "/notices", for_leo)
    .state(
        "a birthday, to the guardian",
        &caregiver_alone(),
        "/notices",
        for_eva,
    )
    .state("while acting", &caregiver(some_limits()), "/notices", none)
    .compare();
}
