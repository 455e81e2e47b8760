//! A mailed link and the right answer make an account for the record, once.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod, audit::AuditAction, passkey::PasskeyName,
    password::WeakPassword, person::Email,
};
use server::operations::activation::{
    activate_account::{ActivateError, BeginAccountError},
    activate_with_passkey::{ActivateWithPasskeyError, FirstPasskey, activate_with_passkey},
    find_activation::find_activation,
    open_activation::Presented,
};

use super::{MARIAS, born, id, new};
use crate::{
    on_every_database,
    operations::{caregivers::count, passkeys::key::Key, people_pages::Browser},
    support::{World, samples::PASSWORD},
};

on_every_database!(
    the_link_and_the_birth_date_make_an_account_that_is_tied_to_the_record,
    a_passkey_is_enough_and_no_password_signs_in_beside_it,
    the_pages_lead_from_the_link_to_the_home_page,
    an_open_activation_waits_half_an_hour_and_two_at_once_make_one_account
);

async fn the_link_and_the_birth_date_make_an_account_that_is_tied_to_the_record(world: World) {
    world.marias_record().await;
    world.make(new("urn:mrn|4711", Some(MARIAS))).await.unwrap();
    let link = world.mailed_link().await;
    let browser = world.open(Presented::Link(&link), &born()).await.unwrap();
    let signed_in = world.begin(&browser).await.unwrap();
    let person = &signed_in.person;
    assert_eq!(person.email.as_str(), MARIAS);
    assert_eq!(person.name.as_str(), "maria Keller");
    assert_eq!((&person.patient, person.role), (&Some(id("maria")), None));
    assert_eq!(world.signed_in(MARIAS).await.person.id, person.id);
    assert_eq!(count(&world, AuditAction::ActivationMade).await, (1, 0));
    assert_eq!(count(&world, AuditAction::ActivationAnswered).await, (1, 0));
    assert_eq!(count(&world, AuditAction::AccountActivated).await, (1, 0));
    assert_eq!(world.told().await, ["account-activated", "activation"]);
    assert!(world.open(Presented::Link(&link), &born()).await.is_err());
    assert!(world.begin(&browser).await.is_err());
}

async fn a_passkey_is_enough_and_no_password_signs_in_beside_it(world: World) {
    world.marias_record().await;
    world.make(new("maria", Some(MARIAS))).await.unwrap();
    let link = world.mailed_link().await;
    let browser = world.open(Presented::Link(&link), &born()).await.unwrap();
    let asked = find_activation(&world.deps, &browser)
        .await
        .unwrap()
        .challenge
        .unwrap();
    let first = |answer: String| FirstPasskey {
        ceremony: asked.ceremony,
        name: PasskeyName::parse("My phone").unwrap(),
        answer,
    };
    let wrong = first(Key::new().made(&asked.options, |says| says.verified = false));
    let refused = activate_with_passkey(&world.deps, world.ctx(), &browser, wrong).await;
    assert!(matches!(refused, Err(ActivateWithPasskeyError::Refused)));
    let asked = find_activation(&world.deps, &browser)
        .await
        .unwrap()
        .challenge
        .unwrap();
    let mut key = Key::new();
    let good = FirstPasskey {
        ceremony: asked.ceremony,
        name: PasskeyName::parse("My phone").unwrap(),
        answer: key.made(&asked.options, |_| {}),
    };
    let signed_in = activate_with_passkey(&world.deps, world.ctx(), &browser, good)
        .await
        .unwrap();
    assert_eq!(
        signed_in.session.assurance.method,
        AuthenticationMethod::Passkey
    );
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    assert!(world.sign_in_by_key(&asked, &answer).await.is_ok());
    let email: Email = MARIAS.parse().unwrap();
    let (_, hash) = world
        .store()
        .read()
        .people()
        .find_by_email(&email)
        .await
        .unwrap()
        .unwrap();
    for text in ["", PASSWORD] {
        let typed = server::passwords::Password::new(text.to_owned());
        let right = world
            .deps
            .passwords
            .is_right(typed, Some(hash.clone()))
            .await;
        assert!(!right.unwrap());
    }
}

async fn the_pages_lead_from_the_link_to_the_home_page(world: World) {
    world.marias_record().await;
    world.make(new("maria", Some(MARIAS))).await.unwrap();
    let link = world.mailed_link().await;
    let mut maria = Browser {
        world: &world,
        cookie: String::new(),
    };
    assert_eq!(
        maria.get(&format!("/activate/{link}")).await.status,
        StatusCode::OK
    );
    let form = |year: &str| format!("secret={link}&day=7&month=3&year={year}");
    let wrong = maria.post("/api/activate", &form("1985")).await;
    let back = format!("/activate/{link}?problem=activation-refused");
    assert_eq!(wrong.header("location"), back);
    let right = maria.post("/api/activate", &form("1984")).await;
    assert_eq!(right.header("location"), "/activate/account");
    maria.keep(&right);
    let page = maria.get("/activate/account").await;
    assert!(page.text().contains(MARIAS), "{}", page.text());
    let weak = maria.post("/api/begin-account", "new_password=short").await;
    assert_eq!(
        weak.header("location"),
        "/activate/account?problem=password-too-short"
    );
    let begun = maria
        .post("/api/begin-account", &format!("new_password={PASSWORD}"))
        .await;
    assert_eq!(begun.header("location"), "/");
    maria.keep(&begun);
    assert_eq!(maria.get("/records").await.status, StatusCode::OK);
}

async fn an_open_activation_waits_half_an_hour_and_two_at_once_make_one_account(world: World) {
    world.marias_record().await;
    world.make(new("maria", Some(MARIAS))).await.unwrap();
    let link = world.mailed_link().await;
    let late = world.open(Presented::Link(&link), &born()).await.unwrap();
    world.later(TimeDelta::minutes(30));
    let error = world.begin(&late).await.unwrap_err();
    assert!(matches!(
        error,
        ActivateError::Begin(BeginAccountError::NotOpen)
    ));
    let browser = world.open(Presented::Link(&link), &born()).await.unwrap();
    let weak = server::operations::activation::activate_account::activate_account(
        &world.deps,
        world.ctx(),
        &browser,
        server::passwords::Password::new("short".to_owned()),
    );
    assert!(matches!(
        weak.await,
        Err(ActivateError::Weak(WeakPassword::TooShort))
    ));
    let (one, other) = tokio::join!(world.begin(&browser), world.begin(&browser));
    assert_ne!(one.is_ok(), other.is_ok());
}
