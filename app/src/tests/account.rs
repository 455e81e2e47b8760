//! The pages about one's own account and how one signs in.

use domain::{
    assurance::AuthenticationMethod,
    device::{Browser, Device, System},
    ids::{PasskeyId, SessionId},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    given::{
        HOSTILE, LONG, by_passkey, by_passkey_or_paper, by_password, caregiver, consent, days,
        delegation_id, patient, some_limits,
    },
    golden::Golden,
};
use crate::{
    facts::{
        hospital::{HospitalDoor, HospitalFacts, HospitalPage, Linked, Standing},
        passkeys::{KeyFacts, PaperFacts, PasskeyFacts, YoursPage},
        security::{PasswordPage, Place, SecurityPage, SignInChoicePage, WaitingFacts},
    },
    pages::security::{self, hospital, password, sign_in, yours},
};

fn linked() -> Linked {
    Linked {
        since: days(-100),
        last_used: days(-1),
    }
}

pub(super) fn passkey(n: u128, name: &str) -> PasskeyFacts {
    PasskeyFacts {
        id: PasskeyId::from_uuid(Uuid::from_u128(n)),
        name: name.to_owned(),
        kept_in: (n == 1).then(|| "Example Wallet".to_owned()),
        made: days(-50),
        used: (n == 1).then(|| days(-1)),
        new_until: (n == 2).then(|| days(2)),
        in_doubt: n == 3,
    }
}

fn place(n: u128, device: Device, method: AuthenticationMethod) -> Place {
    Place {
        session: SessionId::from_uuid(Uuid::from_u128(n)),
        device,
        here: n == 1,
        since: days(-3),
        method,
        last_used: days(0),
        proved: (n == 1).then(|| days(-1)),
        ends: days(10),
    }
}

fn few() -> SecurityPage {
    let phone = Device {
        browser: Some(Browser::Safari),
        system: Some(System::Iphone),
    };
    SecurityPage {
        email: "maria@mail.example".to_owned(),
        places: vec![place(1, phone, AuthenticationMethod::Password)],
        waiting: None,
        keys: KeyFacts {
            possible: false,
            passkeys: Vec::new(),
            paper: None,
            accepted: None,
        },
        only_passkeys: false,
        hospital: None,
    }
}

fn much() -> SecurityPage {
    let unknown = Device::default();
    SecurityPage {
        places: AuthenticationMethod::ALL
            .iter()
            .zip(1..)
            .map(|(method, n)| place(n, unknown, *method))
            .collect(),
        waiting: Some(WaitingFacts {
            opens: days(2),
            proof: Some(by_passkey_or_paper()),
        }),
        only_passkeys: true,
        keys: KeyFacts {
            possible: true,
            passkeys: vec![
                passkey(1, "My phone"),
                passkey(2, HOSTILE),
                passkey(3, LONG),
            ],
            paper: Some(PaperFacts {
                made: days(-40),
                left: 1,
            }),
            accepted: None,
        },
        hospital: Some(HospitalFacts {
            name: "Lakeside".to_owned(),
            linked: Some(linked()),
        }),
        ..few()
    }
}

#[test]
fn how_one_signs_in() {
    let possible = SecurityPage {
        keys: KeyFacts {
            possible: true,
            paper: Some(PaperFacts {
                made: days(-40),
                left: 0,
            }),
            ..few().keys
        },
        hospital: Some(HospitalFacts {
            name: LONG.to_owned(),
            linked: None,
        }),
        ..few()
    };
    let me = patient();
    Golden::of("security", |facts| {
        view! { <security::Security facts/> }.into_any()
    })
    .state("a password", &me, "/security?out=1", few())
    .state(
        "a passkey is possible",
        &me,
        "/security?waiting=1",
        possible,
    )
    .state("everything", &me, "/security?problem=unavailable", much())
    .state(
        "while acting",
        &caregiver(some_limits()),
        "/security?added=1",
        few(),
    )
    .compare();
}

#[test]
fn a_new_password() {
    let page = PasswordPage {
        email: "maria@mail.example".to_owned(),
        proof: None,
    };
    let prove = PasswordPage {
        proof: Some(by_passkey()),
        ..page.clone()
    };
    let me = patient();
    Golden::of("password", |facts| {
        view! { <password::NewPassword facts/> }.into_any()
    })
    .state(
        "proved just now",
        &me,
        "/password?problem=password-guessable",
        page,
    )
    .state("by passkey", &me, "/password?problem=wrong-password", prove)
    .compare();
}

#[test]
fn what_opens_the_account() {
    let page = |only_passkeys, possible, proof| SignInChoicePage {
        only_passkeys,
        possible,
        proof,
    };
    let me = patient();
    Golden::of("sign_in_choice", |facts| {
        view! { <sign_in::Choice facts/> }.into_any()
    })
    .state(
        "no passkey",
        &me,
        "/sign-in",
        page(false, false, Some(by_password())),
    )
    .state(
        "a passkey",
        &me,
        "/sign-in?problem=passkey-failed",
        page(false, true, Some(by_passkey())),
    )
    .state(
        "passkeys alone",
        &me,
        "/sign-in",
        page(true, true, Some(by_passkey())),
    )
    .compare();
}

#[test]
fn what_is_in_doubt() {
    let all = YoursPage {
        passkeys: vec![passkey(3, HOSTILE), passkey(4, LONG)],
        apps: vec![(consent(1), HOSTILE.to_owned())],
        caregivers: vec![(delegation_id(1), "Rui Costa".to_owned())],
    };
    let none = YoursPage {
        passkeys: Vec::new(),
        apps: Vec::new(),
        caregivers: Vec::new(),
    };
    let me = patient();
    Golden::of("yours", |facts| view! { <yours::Yours facts/> }.into_any())
        .state("everything", &me, "/yours", all)
        .state("nothing any more", &me, "/yours?gone=yes", none)
        .compare();
}

#[test]
fn the_hospitals_own_sign_in() {
    let page = |standing| HospitalPage {
        door: HospitalDoor {
            name: HOSTILE.to_owned(),
        },
        email: "maria@mail.example".to_owned(),
        standing,
    };
    let me = patient();
    Golden::of("hospital", |facts| {
        view! { <hospital::Hospital facts/> }.into_any()
    })
    .state(
        "apart",
        &me,
        "/hospital?problem=hospital-taken",
        page(Standing::Apart),
    )
    .state("waiting", &me, "/hospital", page(Standing::Waiting(None)))
    .state(
        "linked",
        &me,
        "/hospital",
        page(Standing::Linked(linked(), Some(by_password()))),
    )
    .compare();
}
