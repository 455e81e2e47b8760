//! The pages for somebody who is not in yet: signing in, getting back in, and answering an invitation.

use domain::{delegation::Relationship, recovery::Step};
use leptos::prelude::*;

use super::{
    given::{HOSTILE, LONG, caregiver_alone, days, some_limits, stranger},
    golden::Golden,
};
use crate::{
    components::layout::Around,
    facts::{
        hospital::HospitalDoor,
        people::InvitationPage,
        recovery::{RecoveryPage, RecoveryStart},
        sign_in::{NewAccountPage, SignInPage},
    },
    pages::{invitation, new_account, recovery, sign_in},
};

fn door() -> SignInPage {
    SignInPage {
        email: String::new(),
        next: "/".to_owned(),
        app: None,
        hospital: None,
        invitation: None,
    }
}

#[test]
fn signing_in() {
    let for_an_app = SignInPage {
        email: "maria@mail.example".to_owned(),
        next: "/consent/request_1".to_owned(),
        app: Some(HOSTILE.to_owned()),
        hospital: Some(HospitalDoor {
            name: "Lakeside".to_owned(),
        }),
        ..door()
    };
    let invited = SignInPage {
        invitation: Some("secret".to_owned()),
        ..door()
    };
    let me = stranger();
    Golden::of("sign_in", |facts| {
        view! { <sign_in::Door facts/> }.into_any()
    })
    .whole(Around::Nothing)
    .state("first", &me, "/sign-in", door())
    .state(
        "for an app",
        &me,
        "/sign-in?problem=wrong-password",
        for_an_app,
    )
    .state("invited", &me, "/sign-in?recovered=1", invited)
    .compare();
}

#[test]
fn getting_back_in() {
    let start = RecoveryStart {
        email: "maria@mail.example".to_owned(),
    };
    let step = |step| RecoveryPage { step };
    let me = stranger();
    Golden::of("recovery_start", |facts| {
        view! { <recovery::Start facts/> }.into_any()
    })
    .state("the address", &me, "/sign-in/help", start)
    .compare();
    Golden::of("recovery", recovery::next_step)
        .state(
            "a code by mail",
            &me,
            "/sign-in/help/next",
            step(Step::MailedCode),
        )
        .state(
            "a wrong code",
            &me,
            "/sign-in/help/next?problem=wrong-code",
            step(Step::MailedCode),
        )
        .state(
            "a wait",
            &me,
            "/sign-in/help/next",
            step(Step::Wait { until: days(2) }),
        )
        .state(
            "a new password",
            &me,
            "/sign-in/help/next?problem=password-too-short",
            step(Step::NewPassword),
        )
        .state("over", &me, "/sign-in/help/next", step(Step::Over))
        .compare();
}

#[test]
fn answering_an_invitation() {
    let page = InvitationPage {
        patient: "Maria Keller".to_owned(),
        relationship: Relationship::Friend,
        limits: some_limits(),
        topics_until: days(90),
        until: days(180),
    };
    let hostile = InvitationPage {
        patient: HOSTILE.to_owned(),
        topics_until: days(180),
        ..page.clone()
    };
    let rui = caregiver_alone();
    Golden::of("invitation", |facts| {
        view! { <invitation::Invitation facts/> }.into_any()
    })
    .state("a friend", &rui, "/invitation/secret", page)
    .state(
        "a wrong code",
        &rui,
        "/invitation/secret?problem=wrong-invite-code",
        hostile,
    )
    .compare();
    Golden::of("invitation_got", |()| {
        view! { <invitation::GotInvited/> }.into_any()
    })
    .state("how to answer", &stranger(), "/invitation", ())
    .compare();
}

#[test]
fn opening_an_account() {
    let page = NewAccountPage {
        secret: "secret".to_owned(),
        email: "ana@mail.example".to_owned(),
        name: LONG.to_owned(),
        patient: HOSTILE.to_owned(),
    };
    let me = stranger();
    Golden::of("new_account", |facts| {
        view! { <new_account::NewAccount facts/> }.into_any()
    })
    .state("first", &me, "/account", page.clone())
    .state(
        "no name",
        &me,
        "/account?problem=name-missing",
        page.clone(),
    )
    .state(
        "a short password",
        &me,
        "/account?problem=password-too-short",
        page,
    )
    .compare();
}
