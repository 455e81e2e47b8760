//! How often a page asks the database who is there: once for the session and its person, and once for what is unread.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use server::{portal::page_paths, router::router, state::AppState};

use crate::{
    operations::people_pages::Browser,
    support::{
        World,
        caregivers::{DANIEL, usual},
        samples::EMAIL,
    },
};

/// Every statement that the pages of a world send.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Statements {
    fn of(world: &mut World) -> Self {
        let statements = Self::default();
        let seen = statements.clone();
        let store = world.deps.store.clone();
        world.deps.store = store.watched(move |sql| seen.0.lock().unwrap().push(sql.to_owned()));
        world.router = router(AppState::new(world.deps.clone()));
        statements
    }

    /// How many look a session up by its cookie, how many count what is unread, and how many there were at all.
    fn take(&self) -> (usize, usize, usize) {
        let sent = std::mem::take(&mut *self.0.lock().unwrap());
        let with = |part: &str| sent.iter().filter(|sql| sql.contains(part)).count();
        (
            with(r#""session"."digest" ="#),
            with(r#""notice"."read_at" IS NULL"#),
            sent.len(),
        )
    }
}

/// Addresses that name nothing: whoever is signed in can open them.
fn plain_pages() -> Vec<String> {
    let paths = page_paths().into_iter();
    paths.filter(|path| !path.contains('{')).collect()
}

async fn opened_once(browser: &Browser<'_>, statements: &Statements, path: &str) {
    statements.take();
    let answer = browser.get(path).await;
    let (sessions, unread, all) = statements.take();
    assert_eq!(
        (sessions, unread),
        (1, 1),
        "{path}: {} of {all}",
        answer.status
    );
}

crate::on_every_database!(
    a_page_looks_up_who_is_signed_in_once,
    a_page_of_a_caregiver_looks_up_who_acts_once,
    a_page_before_signing_in_counts_nothing
);

async fn a_page_looks_up_who_is_signed_in_once(mut world: World) {
    world.maria().await;
    let statements = Statements::of(&mut world);
    let maria = Browser::of(&world, EMAIL).await;
    let pages = plain_pages();
    assert!(pages.len() > 10, "{pages:?}");
    for page in pages {
        opened_once(&maria, &statements, &page).await;
    }
}

async fn a_page_of_a_caregiver_looks_up_who_acts_once(mut world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let statements = Statements::of(&mut world);
    let browser = Browser::of(&world, DANIEL).await;
    browser.acts_for(&delegation).await;
    for page in [
        "/",
        "/apps",
        "/activity",
        "/records",
        "/people",
        "/security",
        "/notices",
    ] {
        opened_once(&browser, &statements, page).await;
    }
}

async fn a_page_before_signing_in_counts_nothing(mut world: World) {
    let statements = Statements::of(&mut world);
    assert_eq!(world.get("/sign-in").await.status, StatusCode::OK);
    assert_eq!(statements.take(), (0, 0, 0));
}
