//! A browser that signed in before is known, and nobody can pretend to be one.

use chrono::TimeDelta;
use server::rate_limits::RateLimits;

use super::{ATTACKER, Browser, Hospital, PATIENT, SignIn};
use crate::{
    on_every_database,
    support::samples::{EMAIL, PASSWORD},
};

const COOKIE: &str = "sayso_device";

on_every_database!(
    what_strangers_use_up_does_not_touch_a_known_browser,
    a_cookie_that_is_made_up_or_somebody_elses_knows_nobody,
    a_known_browser_has_its_own_limit_and_no_more,
    a_cookie_that_was_planted_is_worth_nothing_afterwards,
    a_known_browser_has_challenges_of_its_own
);

impl Browser<'_> {
    fn known_by(&self) -> Option<String> {
        let found = self.cookies.iter().find(|(name, _)| name == COOKIE);
        found.map(|(_, value)| value.clone())
    }

    fn show(&mut self, value: &str) {
        self.cookies = vec![(COOKIE.to_owned(), value.to_owned())];
    }
}

/// No stranger is heard at Maria's account any more.
async fn strangers_use_up(hospital: &Hospital) {
    for network in [ATTACKER, "203.0.113.1", "203.0.113.2"] {
        hospital.at(network).guess_at(EMAIL).await;
    }
    assert_eq!(hospital.at("192.0.2.1").is_let_in().await, SignIn::Wait);
}

async fn what_strangers_use_up_does_not_touch_a_known_browser(hospital: Hospital) {
    let mut known = hospital.at(PATIENT);
    known.is_let_in().await;
    known.leave().await;
    strangers_use_up(&hospital).await;
    // From the attacker's own network, months later, too.
    known.forwarded = ATTACKER.to_owned();
    assert_eq!(known.is_let_in().await, SignIn::In);
    hospital.world.later(TimeDelta::days(300));
    strangers_use_up(&hospital).await;
    assert_eq!(known.is_let_in().await, SignIn::In);
}

async fn a_cookie_that_is_made_up_or_somebody_elses_knows_nobody(hospital: Hospital) {
    let mut other = hospital.at(PATIENT);
    let own = hospital.another_account().await;
    assert_eq!(other.sign_in(own, PASSWORD).await, SignIn::In);
    let mut known = hospital.at(PATIENT);
    known.is_let_in().await;
    let own = known.known_by().unwrap();
    strangers_use_up(&hospital).await;
    let (start, letters) = own.split_at(own.len() - 4);
    for forged in [
        format!("sayso_device_{}", "A".repeat(43)),
        format!("{start}{}", letters.chars().rev().collect::<String>() + "A"),
        own.replace("_device_", "_session_"),
        other.known_by().unwrap(),
    ] {
        let mut attacker = hospital.at(ATTACKER);
        attacker.show(&forged);
        assert_eq!(attacker.is_let_in().await, SignIn::Wait, "{forged}");
    }
}

async fn a_known_browser_has_its_own_limit_and_no_more(hospital: Hospital) {
    let other = hospital.another_account().await;
    let mut known = hospital.at(PATIENT);
    known.is_let_in().await;
    let mut heard = 0;
    for _ in 0..RateLimits::PER_ACCOUNT - 1 {
        let guessed = known.sign_in(EMAIL, "wrong wrong wrong").await;
        heard += usize::from(guessed == SignIn::Wrong);
    }
    // An account of one's own in between changes the cookie, and buys nothing.
    let before = known.known_by();
    assert_eq!(known.sign_in(other, PASSWORD).await, SignIn::In);
    assert_ne!(known.known_by(), before);
    heard += known.guess_at(EMAIL).await;
    assert_eq!(heard, RateLimits::PER_ACCOUNT);
    // Its own wrong ones cost nobody else anything.
    assert_eq!(hospital.at(PATIENT).is_let_in().await, SignIn::In);
}

async fn a_cookie_that_was_planted_is_worth_nothing_afterwards(hospital: Hospital) {
    let other = hospital.another_account().await;
    let mut attacker = hospital.at(ATTACKER);
    attacker.sign_in(other, PASSWORD).await;
    let planted = attacker.known_by().unwrap();
    let mut maria = hospital.at(PATIENT);
    maria.show(&planted);
    assert_eq!(maria.is_let_in().await, SignIn::In);
    assert_ne!(maria.known_by().unwrap(), planted);
    strangers_use_up(&hospital).await;
    attacker.show(&planted);
    assert_eq!(attacker.is_let_in().await, SignIn::Wait);
    assert_eq!(maria.is_let_in().await, SignIn::In);
}

async fn a_known_browser_has_challenges_of_its_own(hospital: Hospital) {
    let mut known = hospital.at(ATTACKER);
    known.is_let_in().await;
    known.leave().await;
    hospital.at(ATTACKER).use_up_challenges().await;
    assert_eq!(known.challenge().await, 200);
}
