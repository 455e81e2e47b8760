//! Time is theirs: an app's question waits for whoever has it open, what was picked outlives a session, and leaving leaves
//! nothing behind.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::TimeDelta;

use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{
        World,
        samples::{EMAIL, PASSWORD, SUGAR_COACH},
    },
};

on_every_database!(
    a_question_that_is_open_waits_an_hour_and_each_use_prolongs_it,
    a_question_that_nobody_opened_waits_ten_minutes,
    what_was_picked_is_there_again_after_signing_in,
    what_was_picked_is_there_for_nobody_else,
    an_invitation_is_there_again_after_signing_in,
    asking_how_long_a_session_lives_keeps_it_no_longer_alive,
    leaving_fast_signs_out_and_shows_nothing,
    leaving_fast_leaves_also_when_the_database_is_down
);

/// Sugar Coach sends Maria here; her browser, and where she is asked.
pub(crate) async fn asked(world: &World) -> (Browser<'_>, String) {
    world.maria().await;
    world.app(SUGAR_COACH).await;
    let maria = Browser::of(world, EMAIL).await;
    let question = format!(
        "/oauth/authorize?response_type=code&client_id={SUGAR_COACH}&state=s1\
         &redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=launch%2Fpatient+patient%2FObservation.rs\
         &aud=http%3A%2F%2Flocalhost%3A3000%2Ffhir&code_challenge_method=S256&code_challenge={}",
        "a".repeat(43)
    );
    let page = maria.get(&question).await.header("location").to_owned();
    assert!(page.starts_with("/consent/request_"), "{page}");
    (maria, page)
}

fn wait(world: &World, minutes: i64) {
    world.later(TimeDelta::minutes(minutes));
}

/// Maria again, after her session ended; what the browser keeps beside it stays.
async fn signs_in_again<'w>(world: &'w World, before: &Browser<'w>, email: &str) -> Browser<'w> {
    let mut again = Browser::of(world, email).await;
    if let Some((_, kept)) = before.cookie.split_once("; ") {
        again.cookie = format!("{}; {kept}", again.cookie);
    }
    again
}

/// The form about a request, with vital signs alone and for a week.
fn picked(page: &str) -> String {
    let request = page.rsplit('/').next().unwrap();
    format!("request={request}&press=share&share[]=vital-signs&length=7")
}

/// Where the page leads that has the way back to the app.
async fn late(maria: &Browser<'_>, page: &str) -> String {
    maria.get(page).await.header("location").to_owned()
}

async fn a_question_that_is_open_waits_an_hour_and_each_use_prolongs_it(world: World) {
    let (mut maria, page) = asked(&world).await;
    assert_eq!(maria.get(&page).await.status, StatusCode::OK);
    for _ in 0..3 {
        wait(&world, 55);
        maria = signs_in_again(&world, &maria, EMAIL).await;
        assert_eq!(maria.get(&page).await.status, StatusCode::OK);
    }
    wait(&world, 61);
    maria = signs_in_again(&world, &maria, EMAIL).await;
    assert_eq!(late(&maria, &page).await, format!("{page}/whose"));
}

async fn a_question_that_nobody_opened_waits_ten_minutes(world: World) {
    let (maria, page) = asked(&world).await;
    wait(&world, 11);
    assert_eq!(late(&maria, &page).await, format!("{page}/whose"));
}

async fn what_was_picked_is_there_again_after_signing_in(world: World) {
    let (mut maria, page) = asked(&world).await;
    assert!(is_on(&maria.get(&page).await.text(), "lab-results"));
    wait(&world, 31);
    let late = maria.post("/api/decide", &picked(&page)).await;
    assert!(
        late.header("location").ends_with("&kept=yes"),
        "{}",
        late.header("location")
    );
    maria.keep(&late);
    let sign_in = maria.get("/sign-in?kept=yes").await.text();
    assert!(sign_in.contains("What you filled in is kept."));
    maria = signs_in_again(&world, &maria, EMAIL).await;
    let again = maria.get(&page).await.text();
    assert!(is_on(&again, "vital-signs") && !is_on(&again, "lab-results"));
    assert!(again.contains("7 days, until"));
    // What is sent from now on counts, and the browser forgets the rest.
    let counted = format!("{}&press=count", picked(&page).replace("&press=share", ""));
    let counted = maria
        .post(
            "/api/decide",
            &counted.replace("vital-signs", "lab-results"),
        )
        .await;
    maria.keep(&counted);
    let now = maria.get(&page).await.text();
    assert!(is_on(&now, "lab-results") && !is_on(&now, "vital-signs"));
}

/// Whether the switch of this kind is on.
fn is_on(page: &str, kind: &str) -> bool {
    let switch = page
        .split("<input")
        .find(|it| it.contains(&format!("id=\"{kind}\"")));
    let switch = switch.expect("the switch of a kind").split('>').next();
    switch.is_some_and(|it| it.contains("checked"))
}

async fn what_was_picked_is_there_for_nobody_else(world: World) {
    let (mut maria, page) = asked(&world).await;
    wait(&world, 31);
    let late = maria.post("/api/decide", &picked(&page)).await;
    maria.keep(&late);
    let kept = maria
        .cookie
        .split("; ")
        .find(|one| one.starts_with("sayso_choice="));
    let kept = kept.unwrap().to_owned();
    assert!(!kept.contains("vital-signs"), "it is sealed");
    let last = if kept.ends_with('A') { "B" } else { "A" };
    let changed = format!("{}{last}", &kept[..kept.len() - 1]);
    maria = signs_in_again(&world, &maria, EMAIL).await;
    let session = maria.cookie.split("; ").next().unwrap().to_owned();
    maria.cookie = format!("{session}; {changed}");
    assert!(!maria.get(&page).await.text().contains("7 days, until"));
    // A browser in which nobody was signed in keeps nothing.
    maria.cookie = "sayso_language=en".to_owned();
    let unknown = maria.post("/api/decide", &picked(&page)).await;
    assert!(!unknown.header("location").contains("kept="));
}

async fn an_invitation_is_there_again_after_signing_in(world: World) {
    world.maria().await;
    let mut maria = Browser::of(&world, EMAIL).await;
    wait(&world, 31);
    let form = "name=Ana+Costa&email=ana%40mail.example&relationship=friend&share[]=allergies&can[]=see-records&months=6";
    let late = maria.post("/api/invite", form).await;
    assert!(late.header("location").starts_with("/sign-in"));
    maria.keep(&late);
    maria = signs_in_again(&world, &maria, EMAIL).await;
    let page = maria.get("/people/invite").await.text();
    assert!(page.contains("ana@mail.example") && page.contains("Ana Costa"));
}

async fn asking_how_long_a_session_lives_keeps_it_no_longer_alive(world: World) {
    world.maria().await;
    let maria = Browser::of(&world, EMAIL).await;
    let left = async |stay: &str| {
        let request = Request::post("/api/session-left")
            .header(header::COOKIE, &maria.cookie)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(stay.to_owned())).unwrap();
        world.send(request).await.json().as_u64()
    };
    wait(&world, 28);
    assert_eq!(left("stay=false").await, Some(120));
    assert_eq!(left("stay=true").await, Some(1800));
    wait(&world, 29);
    assert_eq!(left("stay=false").await, Some(60));
    wait(&world, 1);
    assert_eq!(left("stay=false").await, None);
    assert_eq!(left("stay=true").await, None);
}

async fn leaving_fast_signs_out_and_shows_nothing(world: World) {
    world.maria().await;
    let maria = Browser::of(&world, EMAIL).await;
    let answer = maria.post("/api/leave", "").await;
    assert_eq!(answer.header("location"), "/left");
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    // Back finds a page that asks who is there.
    let back = maria.get("/records").await;
    assert!(back.header("location").starts_with("/sign-in"));
    let left = maria.get("/left").await;
    let page = left.text();
    let refresh = left.header("refresh");
    assert_eq!(refresh, "0; url=https://www.weather.gov/");
    assert!(!page.contains("Sayso") && !page.contains("Maria") && !page.contains(PASSWORD));
    assert_eq!(left.header("cache-control"), "no-store");
}

async fn leaving_fast_leaves_also_when_the_database_is_down(world: World) {
    world.maria().await;
    let maria = Browser::of(&world, EMAIL).await;
    world.deps.store.clone().close().await.unwrap();
    let answer = maria.post("/api/leave", "").await;
    assert_eq!(answer.header("location"), "/left");
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let session = cookies
        .iter()
        .find(|set| set.to_str().unwrap().contains("sayso=;"));
    assert!(session.unwrap().to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(
        maria.get("/left").await.header("refresh"),
        "0; url=https://www.weather.gov/"
    );
}
