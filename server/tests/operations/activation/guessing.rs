//! Whoever only guesses gets one answer, five times at most, and evidence is left.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{activation::Activation, audit::AuditAction};
use server::operations::activation::{
    open_activation::{OpenActivationError, Presented},
    withdraw_activation::{WithdrawActivationError, withdraw_activation},
};

use super::{born, new, typed};
use crate::{
    on_every_database,
    operations::{caregivers::count, people_pages::Browser},
    support::World,
};

on_every_database!(
    five_wrong_birth_dates_close_a_letter,
    unknown_used_late_and_withdrawn_look_alike,
    the_page_is_the_same_for_every_link
);

async fn five_wrong_birth_dates_close_a_letter(world: World) {
    let code = world.letter_to_maria().await;
    for year in 0..Activation::WRONG_ANSWERS {
        let guess = typed("7", "3", &format!("19{}", 90 + year));
        let refused = world.open(Presented::Code(&code), &guess).await;
        assert!(matches!(refused, Err(OpenActivationError::Refused)));
    }
    let right = world.open(Presented::Code(&code), &born()).await;
    assert!(matches!(right, Err(OpenActivationError::Refused)));
    assert_eq!(count(&world, AuditAction::ActivationAnswered).await, (0, 6));
    // The hospital can send another one.
    assert!(world.make(new("maria", None)).await.is_ok());
}

async fn unknown_used_late_and_withdrawn_look_alike(world: World) {
    let late = world.letter_to_maria().await;
    world.later(Activation::LASTS);
    let taken_back = world.make(new("maria", None)).await.unwrap().code.unwrap();
    let (record, by) = ("maria".parse().unwrap(), domain::actor::Actor::System);
    let withdrawn = withdraw_activation(&world.deps, world.ctx(), &record, by.clone(), None).await;
    assert_eq!(withdrawn.unwrap().len(), 1);
    let again = withdraw_activation(&world.deps, world.ctx(), &record, by, None).await;
    assert!(matches!(again, Err(WithdrawActivationError::NothingWaits)));
    for code in [&late, &taken_back, "ABCD-EFGH-JKMN", "", "x"] {
        let refused = world.open(Presented::Code(code), &born()).await;
        assert!(
            matches!(refused, Err(OpenActivationError::Refused)),
            "{code}"
        );
    }
    for link in [&late, "sayso_activate_guessed", ""] {
        let refused = world.open(Presented::Link(link), &born()).await;
        assert!(
            matches!(refused, Err(OpenActivationError::Refused)),
            "{link}"
        );
    }
}

async fn the_page_is_the_same_for_every_link(world: World) {
    world.marias_record().await;
    world.make(new("maria", Some(super::MARIAS))).await.unwrap();
    let link = world.mailed_link().await;
    let guessed: String = "sayso_activate_"
        .chars()
        .chain(std::iter::repeat_n('a', 43))
        .collect();
    let nobody = Browser {
        world: &world,
        cookie: String::new(),
    };
    let mut seen = Vec::new();
    for secret in [&link, &guessed] {
        let page = nobody.get(&format!("/activate/{secret}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let form = format!("secret={secret}&day=1&month=1&year=1980");
        let answer = nobody.post("/api/activate", &form).await;
        let told = answer.header("location").replace(secret.as_str(), "");
        seen.push((page.text().replace(secret.as_str(), "").len(), told));
    }
    assert_eq!(seen[0], seen[1]);
    // Opening the page used nothing up.
    world.later(TimeDelta::minutes(1));
    assert!(world.open(Presented::Link(&link), &born()).await.is_ok());
}
