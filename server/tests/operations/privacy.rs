//! The hospital's privacy notice: numbered, told once, kept with a decision, and shown to whoever asks.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::TimeDelta;
use domain::{
    ids::{PatientId, PersonId},
    language::Language,
    notice::NoticeKind,
};
use server::{
    operations::{
        administration::add_person::{NewPerson, add_person},
        delegations::set_quiet_mode::set_quiet_mode,
        notices::{list_notices::list_notices, tell_privacy_notice::tell_privacy_notice},
    },
    passwords::Password,
};

use super::people_pages::Browser;
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::DANIEL,
        samples::{EMAIL, PASSWORD},
    },
};

/// Somebody else with a record of their own.
async fn patient(world: &World, name: &str) -> PersonId {
    let new = NewPerson {
        email: format!("{name}@demo.sayso.example").parse().unwrap(),
        name: name.parse().unwrap(),
        password: Password::new(PASSWORD.to_owned()),
        language: Language::Spanish,
        patient: Some(PatientId::parse(name).unwrap()),
        role: None,
    };
    let person = add_person(&world.deps, world.ctx(), new).await;
    person.unwrap().id
}

async fn told(world: &World, person: PersonId) -> usize {
    tell_privacy_notice(&world.deps).await.unwrap();
    let listed = list_notices(&world.deps, person).await.unwrap();
    let kinds = listed.told.iter().map(|one| one.kind);
    kinds
        .filter(|kind| *kind == NoticeKind::PrivacyNoticeChanged)
        .count()
}

on_every_database!(
    a_text_that_changes_has_a_new_number_also_when_it_comes_back,
    nodes_that_start_together_publish_one_version,
    a_new_version_is_told_to_each_patient_once,
    who_came_after_a_version_and_who_has_no_record_is_not_told,
    a_decision_keeps_the_version_that_stood_beside_it,
    a_reader_whose_language_is_missing_is_told_so,
    without_a_folder_there_is_no_link_and_no_page
);

async fn a_text_that_changes_has_a_new_number_also_when_it_comes_back(world: World) {
    let mut versions = Vec::new();
    for text in ["one", "one", "two", "two", "one"] {
        versions.push(world.publish_notice(text).await.version);
        world.later(TimeDelta::days(1));
    }
    assert_eq!(versions, [1, 1, 2, 2, 3]);
    let kept = world.store().read().privacy_notices().versions().await;
    let kept: Vec<u32> = kept.unwrap().iter().map(|(version, _)| *version).collect();
    assert_eq!(kept, [3, 2, 1]);
}

async fn nodes_that_start_together_publish_one_version(world: World) {
    world.publish_notice("old").await;
    let (a, b, c) = tokio::join!(
        world.publish_notice("new"),
        world.publish_notice("new"),
        world.publish_notice("new")
    );
    assert_eq!([a.version, b.version, c.version], [2, 2, 2]);
}

async fn a_new_version_is_told_to_each_patient_once(world: World) {
    let maria = world.maria().await.id;
    let bob = patient(&world, "bob").await;
    world.later(TimeDelta::hours(1));
    let world = world.with_notice("one").await;
    assert_eq!(told(&world, maria).await, 0, "the first is no news");
    world.later(TimeDelta::hours(1));
    let world = world.with_notice("two").await;
    for _ in 0..2 {
        assert_eq!([told(&world, maria).await, told(&world, bob).await], [1, 1]);
    }
    // Two versions in one night: the newest is told.
    world.publish_notice("three").await;
    let world = world.with_notice("four").await;
    assert_eq!(told(&world, maria).await, 2);
}

async fn who_came_after_a_version_and_who_has_no_record_is_not_told(world: World) {
    let maria = world.maria().await.id;
    set_quiet_mode(&world.deps, world.ctx(), maria, true)
        .await
        .unwrap();
    let daniel = world.somebody(DANIEL, "Daniel").await.id;
    world.publish_notice("one").await;
    world.later(TimeDelta::hours(1));
    let world = world.with_notice("two").await;
    world.later(TimeDelta::hours(1));
    let late = patient(&world, "late").await;
    let all = [maria, daniel, late];
    let mut counts = Vec::new();
    for person in all {
        counts.push(told(&world, person).await);
    }
    assert_eq!(counts, [1, 0, 0]);
}

async fn a_decision_keeps_the_version_that_stood_beside_it(world: World) {
    let shared = world.shared().await;
    let world = world.with_notice("Our **first** text").await;
    let maria = Browser::of(&world, EMAIL).await;
    let consent = shared.consent.id;
    let form = format!("consent={consent}&version=1&share[]=lab-results&length=");
    let saved = maria.post("/api/change", &form).await;
    assert!(saved.header("location").contains("saved"), "{saved:?}");
    let world = world.with_notice("Our second text").await;
    let maria = Browser::of(&world, EMAIL).await;
    let receipt = maria.get(&format!("/apps/{consent}/receipt")).await.text();
    assert!(receipt.contains("href=\"/privacy/1\""), "{receipt}");
    assert!(receipt.contains("text 1"), "the words kept name it, too");
    let before = format!("/apps/{consent}/receipt?version=1");
    assert!(!maria.get(&before).await.text().contains("/privacy/"));
    let (old, new) = (world.get("/privacy/1").await, world.get("/privacy").await);
    assert!(old.text().contains("<strong>first"));
    assert!(old.text().contains("not in use"));
    assert!(new.text().contains("Our second text") && !new.text().contains("not in use"));
}

async fn a_reader_whose_language_is_missing_is_told_so(world: World) {
    let world = world.with_notice("1 < 2, as written").await;
    let ask = Request::get("/privacy").header(header::ACCEPT_LANGUAGE, "es");
    let page = world.send(ask.body(Body::empty()).unwrap()).await.text();
    assert!(page.contains("Aún no hay texto en español. Aquí está en inglés."));
    assert!(
        page.contains("<article lang=\"en\" class=\"grid gap-4\">"),
        "{page}"
    );
    let english = world.get("/privacy").await.text();
    assert!(!english.contains("data-fallback"));
}

async fn without_a_folder_there_is_no_link_and_no_page(world: World) {
    let door = world.get("/sign-in").await.text();
    assert!(!door.contains("/privacy"));
    assert_eq!(world.get("/privacy").await.status, StatusCode::NOT_FOUND);
    let world = world.with_notice("one").await;
    assert!(world.get("/sign-in").await.text().contains("\"/privacy\""));
    for (path, status) in [
        ("/privacy", 200),
        ("/privacy/1", 200),
        ("/privacy/2", 404),
        ("/privacy/x", 404),
        ("/privacy/-1", 404),
    ] {
        assert_eq!(world.get(path).await.status.as_u16(), status, "{path}");
    }
    // What was shown once stays where a receipt leads to.
    let world = world.showing(None);
    assert_eq!(world.get("/privacy").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/privacy/1").await.status, StatusCode::OK);
}
