//! Somebody who was invited and has no account opens one with the link that was mailed to them, and nothing else opens one.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod, audit::AuditAction, language::Language,
    password::WeakPassword, person::Email,
};
use server::{
    operations::{
        acting::Acting,
        consents::list_activity::{ActivityFilter, list_activity},
        delegations::{
            accept_invitation::accept_invitation,
            open_account::{
                Invited, OpenAccount, OpenAccountError, SignedIn, find_invited, open_account,
            },
            withdraw_invitation::withdraw_invitation,
        },
        records::view_records::{Wanted, view_records},
    },
    passwords::Password,
};

use crate::{
    on_every_database,
    operations::{caregivers::count, people_pages::Browser},
    support::{
        World,
        caregivers::{DANIEL, acting, usual},
        samples::PASSWORD,
    },
};

fn form(link: &str) -> OpenAccount {
    OpenAccount {
        link: link.to_owned(),
        name: " Daniel  Keller ".parse().unwrap(),
        password: Password::new(PASSWORD.to_owned()),
        language: Language::Spanish,
    }
}

async fn opened(world: &World, form: OpenAccount) -> Result<SignedIn, OpenAccountError> {
    open_account(&world.deps, world.ctx(), form).await
}

async fn has_account(world: &World, email: &str) -> bool {
    let email = Email::parse(email).unwrap();
    let reader = world.store().read();
    reader
        .people()
        .find_by_email(&email)
        .await
        .unwrap()
        .is_some()
}

on_every_database!(
    the_link_opens_an_account_for_its_address_and_signs_in,
    used_expired_taken_back_and_guessed_open_nothing_and_look_alike,
    who_has_an_account_keeps_it_as_it_is,
    a_good_password_is_needed,
    the_patient_reads_the_name_that_they_gave,
    the_form_signs_in_and_whoever_has_an_account_is_led_to_it,
    two_at_once_make_one_account
);

async fn the_link_opens_an_account_for_its_address_and_signs_in(world: World) {
    let maria = world.maria().await;
    let (invitation, link) = world.invited(&maria, usual()).await;
    let invited = find_invited(&world.deps, &link).await.unwrap();
    let expected = Invited {
        email: Email::parse(DANIEL).unwrap(),
        name: "Daniel".parse().unwrap(),
        subject: Some(maria.name.clone()),
    };
    assert_eq!(invited, expected);
    let signed_in = opened(&world, form(&link)).await.unwrap();
    let person = &signed_in.person;
    assert_eq!(
        (person.email.as_str(), person.name.as_str()),
        (DANIEL, "Daniel Keller")
    );
    assert_eq!(
        (&person.patient, person.role, person.language),
        (&None, None, Language::Spanish)
    );
    assert_eq!(
        signed_in.session.assurance.method,
        AuthenticationMethod::Password
    );
    assert_eq!(count(&world, AuditAction::AccountOpened).await, (1, 0));
    // Helping is a question of its own, and needs the code that is told in person.
    let code = invitation.code.as_str();
    let delegation = accept_invitation(&world.deps, world.ctx(), person.id, &link, code)
        .await
        .unwrap();
    assert_eq!(delegation.caregiver, person.id);
    assert_eq!(world.signed_in(DANIEL).await.person.id, person.id);
}

async fn used_expired_taken_back_and_guessed_open_nothing_and_look_alike(world: World) {
    let maria = world.maria().await;
    let (invitation, taken_back) = world.invited(&maria, usual()).await;
    withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id)
        .await
        .unwrap();
    let guessed = taken_back.chars().rev().collect::<String>();
    let (_, late) = world.invited(&maria, usual()).await;
    world.later(TimeDelta::days(7));
    for link in [&taken_back, &late, &guessed] {
        assert!(matches!(
            find_invited(&world.deps, link).await,
            Err(OpenAccountError::NotOpen)
        ));
        assert!(matches!(
            opened(&world, form(link)).await,
            Err(OpenAccountError::NotOpen)
        ));
    }
    assert!(!has_account(&world, DANIEL).await);
    assert_eq!(count(&world, AuditAction::AccountOpened).await, (0, 2));
}

async fn who_has_an_account_keeps_it_as_it_is(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (_, link) = world.invited(&maria, usual()).await;
    assert!(matches!(
        find_invited(&world.deps, &link).await,
        Err(OpenAccountError::Taken)
    ));
    let other = OpenAccount {
        password: Password::new("four other small words".to_owned()),
        ..form(&link)
    };
    assert!(matches!(
        opened(&world, other).await,
        Err(OpenAccountError::Taken)
    ));
    assert_eq!(world.signed_in(DANIEL).await.person.id, daniel.id);
    assert_eq!(count(&world, AuditAction::AccountOpened).await, (0, 0));
}

async fn a_good_password_is_needed(world: World) {
    let maria = world.maria().await;
    let (_, link) = world.invited(&maria, usual()).await;
    let short = OpenAccount {
        password: Password::new("short".to_owned()),
        ..form(&link)
    };
    assert!(matches!(
        opened(&world, short).await,
        Err(OpenAccountError::Weak(WeakPassword::TooShort))
    ));
    assert!(!has_account(&world, DANIEL).await);
    assert!(opened(&world, form(&link)).await.is_ok());
}

async fn the_patient_reads_the_name_that_they_gave(world: World) {
    let maria = world.maria().await;
    let (invitation, link) = world.invited(&maria, usual()).await;
    let you = OpenAccount {
        name: "You".parse().unwrap(),
        ..form(&link)
    };
    let person = opened(&world, you).await.unwrap().person;
    let delegation = accept_invitation(
        &world.deps,
        world.ctx(),
        person.id,
        &link,
        invitation.code.as_str(),
    )
    .await
    .unwrap();
    view_records(
        &world.deps,
        world.ctx(),
        &Acting::for_another(delegation),
        None,
        &Wanted::default(),
    )
    .await
    .unwrap();
    let told = list_activity(
        &world.deps,
        world.ctx(),
        &acting(&maria),
        &ActivityFilter::default(),
    )
    .await
    .unwrap();
    let look = told
        .entries
        .iter()
        .find(|entry| entry.statement.action == AuditAction::RecordViewed)
        .unwrap();
    assert_eq!(look.statement.facts.actor.as_deref(), Some("Daniel"));
}

async fn the_form_signs_in_and_whoever_has_an_account_is_led_to_it(world: World) {
    let maria = world.maria().await;
    let (_, link) = world.invited(&maria, usual()).await;
    let nobody = Browser {
        world: &world,
        cookie: String::new(),
    };
    let account = format!("/invitation/{link}/account");
    assert_eq!(nobody.get(&account).await.status, StatusCode::OK);
    let form = |password: &str| format!("secret={link}&name=Daniel&new_password={password}");
    let weak = nobody.post("/api/open-account", &form("short")).await;
    assert_eq!(
        weak.header("location"),
        format!("{account}?problem=password-too-short")
    );
    let mut daniel = Browser {
        world: &world,
        cookie: String::new(),
    };
    let opened = daniel.post("/api/open-account", &form(PASSWORD)).await;
    assert_eq!(opened.header("location"), format!("/invitation/{link}"));
    daniel.keep(&opened);
    assert_eq!(
        daniel.get(&format!("/invitation/{link}")).await.status,
        StatusCode::OK
    );
    let sign_in = format!("/sign-in?next=/invitation/{link}");
    assert_eq!(nobody.get(&account).await.header("location"), sign_in);
    assert_eq!(
        nobody
            .post("/api/open-account", &form(PASSWORD))
            .await
            .header("location"),
        sign_in
    );
}

async fn two_at_once_make_one_account(world: World) {
    let maria = world.maria().await;
    let (_, link) = world.invited(&maria, usual()).await;
    let (one, other) = tokio::join!(opened(&world, form(&link)), opened(&world, form(&link)));
    assert_eq!(
        [one.is_ok(), other.is_ok()]
            .iter()
            .filter(|made| **made)
            .count(),
        1
    );
}
