//! One browser, one after the other: what somebody filled in or was shown is never there for the next one.

use axum::http::{StatusCode, header::SET_COOKIE};
use domain::{ids::PatientId, language::Language};
use server::{
    operations::administration::add_person::{NewPerson, add_person},
    passwords::Password,
};

use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{
        Answer, World,
        caregivers::usual,
        samples::{EMAIL, PASSWORD},
    },
};

const NEXT: &str = "next@demo.sayso.example";
const INVITE: &str = "name=Ana+Costa&email=ana%40mail.example&relationship=friend&share[]=allergies&can[]=see-records&months=6";
const KEPT: [&str; 5] = [
    "sayso_invite",
    "sayso_helper",
    "sayso_change",
    "sayso_codes",
    "sayso_typed",
];

/// Another patient, who sits down at the same browser.
async fn next_one<'w>(world: &'w World, before: &Browser<'w>) -> Browser<'w> {
    let new = NewPerson {
        email: NEXT.parse().unwrap(),
        name: "Nora Next".parse().unwrap(),
        password: Password::new(PASSWORD.to_owned()),
        language: Language::English,
        patient: Some(PatientId::parse("nora").unwrap()),
        role: None,
    };
    add_person(&world.deps, world.ctx(), new).await.unwrap();
    let mut browser = Browser::of(world, NEXT).await;
    let (_, left) = before.cookie.split_once("; ").unwrap();
    browser.cookie = format!("{}; {left}", browser.cookie);
    browser
}

/// The names of the cookies that an answer takes away.
fn taken_away(answer: &Answer) -> Vec<String> {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let set = set.map(|value| value.to_str().unwrap());
    let gone = set.filter(|cookie| cookie.contains("=; ") && cookie.contains("Max-Age=0"));
    gone.map(|cookie| cookie.split('=').next().unwrap().to_owned())
        .collect()
}

on_every_database!(
    a_kept_invitation_is_for_the_one_who_filled_it_in,
    a_kept_change_for_a_caregiver_is_for_the_one_who_made_it,
    new_paper_codes_are_shown_to_their_holder_alone,
    whoever_leaves_takes_everything_along
);

async fn a_kept_invitation_is_for_the_one_who_filled_it_in(world: World) {
    world.maria().await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let kept = maria.post("/api/invite", INVITE).await;
    maria.keep(&kept);
    assert!(
        maria
            .get("/people/invite")
            .await
            .text()
            .contains("ana@mail.example")
    );
    assert_eq!(
        maria.get("/people/invite/confirm").await.status,
        StatusCode::OK
    );
    let next = next_one(&world, &maria).await;
    let page = next.get("/people/invite").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("ana@mail.example") && !page.text().contains("Ana Costa"));
    assert!(
        !next
            .get("/people/invite/confirm")
            .await
            .text()
            .contains("ana@mail.example")
    );
}

async fn a_kept_change_for_a_caregiver_is_for_the_one_who_made_it(world: World) {
    let (person, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&person, &daniel, usual()).await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let shown = maria.shown(&format!("/people/{}", delegation.id)).await;
    let form = format!(
        "delegation={}&shown={shown}&share[]=billing&can[]=see-records",
        delegation.id
    );
    let kept = maria.post("/api/change-helper", &form).await;
    let confirm = format!("/people/{}/confirm", delegation.id);
    assert_eq!(kept.header("location"), confirm);
    maria.keep(&kept);
    assert_eq!(maria.get(&confirm).await.status, StatusCode::OK);
    // The same form, left there by somebody else.
    let (session, sealed) = maria.cookie.split_once("; sayso_helper=").unwrap();
    let sealing = &world.deps.sealing;
    let form = sealing.open(&format!("sayso_helper {}", person.id), sealed);
    let theirs = sealing.seal(&format!("sayso_helper {}", daniel.id), &form.unwrap());
    maria.cookie = format!("{session}; sayso_helper={theirs}");
    assert_ne!(maria.get(&confirm).await.status, StatusCode::OK);
}

async fn new_paper_codes_are_shown_to_their_holder_alone(world: World) {
    let person = world.maria().await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let made = maria
        .post("/api/make-paper-codes", &format!("password={PASSWORD}"))
        .await;
    assert_eq!(made.header("location"), "/security/codes/new");
    maria.keep(&made);
    let codes = maria.cookie.split_once("sayso_codes=").unwrap().1;
    let codes = world
        .deps
        .sealing
        .open(&format!("sayso_codes {}", person.id), codes);
    let first = codes.unwrap().split('.').next().unwrap().to_owned();
    assert!(!maria.cookie.contains(&first), "they are sealed");
    let next = next_one(&world, &maria).await;
    assert!(
        !next
            .get("/security/codes/new")
            .await
            .text()
            .contains(&first)
    );
    assert!(
        maria
            .get("/security/codes/new")
            .await
            .text()
            .contains(&first)
    );
}

async fn whoever_leaves_takes_everything_along(world: World) {
    world.maria().await;
    let out = Browser::of(&world, EMAIL)
        .await
        .post("/api/sign-out", "")
        .await;
    let maria = world.signed_in(EMAIL).await;
    let form = format!("session={}", maria.session.id);
    let ended = Browser::with(&world, &maria)
        .post("/api/end-session", &form)
        .await;
    for left in [out, ended] {
        assert_eq!(left.header("location"), "/sign-in?signed-out=yes");
        let gone = taken_away(&left);
        assert_eq!(gone[0], "sayso");
        for name in KEPT {
            assert!(gone.iter().any(|one| one == name), "{name} in {gone:?}");
        }
    }
}
