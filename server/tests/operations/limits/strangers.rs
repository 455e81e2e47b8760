//! What strangers do at somebody's account is the strangers' own affair.

use domain::{notice::NoticeKind, proof::ProofFor};
use server::{
    operations::{
        credentials::{mail_code::mail_code, verify_password::verify_password},
        notices::tell_guessed::tell_guessed,
    },
    rate_limits::RateLimits,
};

use super::{ATTACKER, Hospital, PATIENT, SignIn};
use crate::{
    on_every_database,
    support::samples::{EMAIL, PASSWORD},
};

on_every_database!(
    one_network_cannot_close_an_account_for_another,
    all_strangers_together_are_slowed_and_told_nothing,
    a_live_session_proves_what_it_likes,
    nobody_uses_up_the_way_back_in,
    the_holder_is_told_once_a_day,
    a_name_that_is_too_long_is_nobodys
);

/// Wrong passwords of so many networks that no stranger is heard any more.
async fn flood(hospital: &Hospital, email: &str) -> usize {
    let mut heard = 0;
    for network in 1..=4 {
        heard += hospital
            .at(&format!("203.0.113.{network}"))
            .guess_at(email)
            .await;
    }
    heard
}

async fn one_network_cannot_close_an_account_for_another(hospital: Hospital) {
    let mut attacker = hospital.at(ATTACKER);
    assert_eq!(attacker.guess_at(EMAIL).await, RateLimits::PER_ACCOUNT);
    assert_eq!(attacker.is_let_in().await, SignIn::Wait);
    assert_eq!(hospital.at(PATIENT).is_let_in().await, SignIn::In);
    // Being right elsewhere does not forgive the attacker.
    assert_eq!(attacker.guess_at(EMAIL).await, 0);
}

async fn all_strangers_together_are_slowed_and_told_nothing(hospital: Hospital) {
    for email in [EMAIL, "nobody@b.example"] {
        assert_eq!(
            flood(&hospital, email).await,
            RateLimits::PER_ACCOUNT_OF_STRANGERS
        );
        let waits = hospital.at(PATIENT).sign_in(email, PASSWORD).await;
        assert_eq!(waits, SignIn::Wait);
    }
    hospital.world.later(RateLimits::ONE_COMES_BACK);
    assert_eq!(hospital.at(PATIENT).is_let_in().await, SignIn::In);
}

async fn a_live_session_proves_what_it_likes(hospital: Hospital) {
    flood(&hospital, EMAIL).await;
    for _ in 0..RateLimits::MAILS {
        assert!(hospital.at(ATTACKER).recover(EMAIL).await);
    }
    let (deps, email) = (&hospital.world.deps, EMAIL.parse().unwrap());
    let reader = deps.store.read();
    let (maria, _) = reader
        .people()
        .find_by_email(&email)
        .await
        .unwrap()
        .unwrap();
    let ctx = hospital.world.ctx().from(Some(ATTACKER.parse().unwrap()));
    let (action, password) = (ProofFor::ChangePassword, PASSWORD.to_owned());
    let proof = verify_password(deps, ctx, maria.id, action.clone(), password).await;
    assert_eq!(proof.unwrap().person, maria.id);
    mail_code(deps, &maria, &action).await.unwrap();
}

async fn nobody_uses_up_the_way_back_in(hospital: Hospital) {
    let mut known = hospital.at(PATIENT);
    known.is_let_in().await;
    let mut attacker = hospital.at(ATTACKER);
    for _ in 0..RateLimits::MAILS {
        assert!(attacker.recover(EMAIL).await);
    }
    assert!(!attacker.recover(EMAIL).await);
    assert!(hospital.at("198.51.100.8").recover(EMAIL).await);
    for network in 1..=5 {
        let mut another = hospital.at(&format!("203.0.113.{network}"));
        while another.recover(EMAIL).await {}
    }
    // The mailbox has had enough of strangers, and Maria's own browser is none.
    assert!(!hospital.at("198.51.100.9").recover(EMAIL).await);
    known.forwarded = ATTACKER.to_owned();
    assert!(known.recover(EMAIL).await);
}

async fn the_holder_is_told_once_a_day(hospital: Hospital) {
    let deps = &hospital.world.deps;
    let email = EMAIL.parse().unwrap();
    let reader = deps.store.read();
    let (maria, _) = reader
        .people()
        .find_by_email(&email)
        .await
        .unwrap()
        .unwrap();
    let told = async || {
        tell_guessed(deps).await.unwrap();
        let told = deps
            .store
            .read()
            .notices()
            .told(maria.id, 50)
            .await
            .unwrap();
        let kind = NoticeKind::SignInGuessed;
        told.iter().filter(|notice| notice.kind == kind).count()
    };
    let mut attacker = hospital.at(ATTACKER);
    attacker.sign_in(EMAIL, "wrong").await;
    assert_eq!(told().await, 0);
    for _ in 0..2 {
        attacker.guess_at(EMAIL).await;
        attacker.guess_at("nobody@b.example").await;
        assert_eq!(told().await, 1);
    }
    hospital.world.later(chrono::TimeDelta::days(1));
    attacker.guess_at(EMAIL).await;
    assert_eq!(told().await, 2);
}

async fn a_name_that_is_too_long_is_nobodys(hospital: Hospital) {
    let long = format!("{}@b.example", "a".repeat(31_000));
    let mut attacker = hospital.at(ATTACKER);
    for _ in 0..2 * RateLimits::PER_ACCOUNT {
        assert_eq!(attacker.sign_in(&long, PASSWORD).await, SignIn::Wrong);
    }
    let rows = hospital.world.store().read().rate_limits().count().await;
    assert_eq!(rows.unwrap(), 0);
}
