//! Getting in and out through the real router: the cookie, what a browser forgets, and what a guesser can tell apart.

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use crate::{
    on_every_database,
    support::{
        Answer, World,
        samples::{EMAIL, PASSWORD},
    },
};

async fn post(world: &World, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header("cookie", cookie)
        .header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/145.0");
    world.send(request.body(Body::from(form)).unwrap()).await
}

async fn open(world: &World, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header("accept", "text/html")
        .header("cookie", cookie);
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn sign_in(world: &World, cookie: &str, email: &str, password: &str) -> Answer {
    let form = [
        ("email", email),
        ("password", password),
        ("next", "/security"),
    ];
    post(world, "/api/sign-in", cookie, &form).await
}

/// The session cookie that an answer sets, as a browser sends it back.
fn session(answer: &Answer) -> Option<String> {
    let set = answer.headers.get_all("set-cookie").iter();
    let pairs = set.filter_map(|value| value.to_str().unwrap().split(';').next());
    let mut own = pairs.filter(|pair| pair.starts_with("sayso=sayso_session_"));
    own.next().map(str::to_owned)
}

/// What an answer tells: everything but its trace number and the hour.
fn told(answer: &Answer) -> (StatusCode, Vec<(String, String)>, Vec<u8>) {
    let unlike = ["x-correlation-id", "date"];
    let headers = answer.headers.iter();
    let headers = headers.filter(|(name, _)| !unlike.contains(&name.as_str()));
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (answer.status, headers.collect(), answer.body.clone())
}

fn leads_to_sign_in(answer: &Answer) -> bool {
    answer.status.is_redirection() && answer.header("location").starts_with("/sign-in")
}

on_every_database!(
    a_session_put_into_a_browser_is_never_the_one_that_is_signed_in_to,
    signing_out_takes_the_cookie_away_and_the_browser_forgets,
    a_new_password_gives_this_browser_a_new_cookie,
    a_wrong_password_and_an_unknown_address_look_the_same
);

async fn a_session_put_into_a_browser_is_never_the_one_that_is_signed_in_to(world: World) {
    world.maria().await;
    let planted = session(&sign_in(&world, "", EMAIL, PASSWORD).await).unwrap();
    assert_eq!(
        open(&world, "/security", &planted).await.status,
        StatusCode::OK
    );
    let own = session(&sign_in(&world, &planted, EMAIL, PASSWORD).await).unwrap();
    assert_ne!(own, planted);
    assert!(leads_to_sign_in(&open(&world, "/security", &planted).await));
    let page = open(&world, "/security", &own).await.text();
    assert!(page.contains("Firefox on Windows") && page.contains("You are here"));
    // One that we never gave out opens nothing, and is not taken over.
    let made_up = format!("sayso=sayso_session_{}", "A".repeat(43));
    assert_ne!(
        session(&sign_in(&world, &made_up, EMAIL, PASSWORD).await).unwrap(),
        made_up
    );
    assert!(leads_to_sign_in(&open(&world, "/security", &made_up).await));
}

async fn signing_out_takes_the_cookie_away_and_the_browser_forgets(world: World) {
    world.maria().await;
    let own = session(&sign_in(&world, "", EMAIL, PASSWORD).await).unwrap();
    let out = post(&world, "/api/sign-out", &own, &[]).await;
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(
        out.header("set-cookie").starts_with("sayso=; ")
            && out.header("set-cookie").contains("Max-Age=0")
    );
    assert!(leads_to_sign_in(&open(&world, "/security", &own).await));
}

async fn a_new_password_gives_this_browser_a_new_cookie(world: World) {
    world.maria().await;
    let own = session(&sign_in(&world, "", EMAIL, PASSWORD).await).unwrap();
    let form = [
        ("password", PASSWORD),
        ("new_password", "four small words here"),
    ];
    let changed = post(&world, "/api/change-password", &own, &form).await;
    assert_eq!(changed.header("location"), "/security?saved=yes");
    let new = session(&changed).unwrap();
    assert!(leads_to_sign_in(&open(&world, "/security", &own).await));
    assert_eq!(open(&world, "/security", &new).await.status, StatusCode::OK);
}

async fn a_wrong_password_and_an_unknown_address_look_the_same(world: World) {
    world.maria().await;
    let typed = |answer: Answer| {
        let mut told = told(&answer);
        // The address that was typed comes back to its own form.
        told.1
            .retain(|(name, value)| name != "set-cookie" || !value.starts_with("sayso_typed="));
        told
    };
    let wrong = typed(sign_in(&world, "", EMAIL, "wrong").await);
    let unknown = typed(sign_in(&world, "", "nobody@b.example", "wrong").await);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.0, StatusCode::FOUND);
}

/// The quickest of a few tries: what is left when nothing else was in the way.
async fn seconds(world: &World, email: &str) -> Duration {
    let begun = Instant::now();
    sign_in(world, "", email, "wrong").await;
    begun.elapsed()
}

#[tokio::test]
async fn an_unknown_address_costs_as_much_work_as_a_wrong_password() {
    let world = World::new().await;
    world.maria().await;
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    // In turn, so that other work on the machine slows both.
    for _ in 0..6 {
        known = known.min(seconds(&world, EMAIL).await);
        unknown = unknown.min(seconds(&world, "nobody@b.example").await);
    }
    // The slow hash is most of either; without it the unknown one would be many times quicker.
    assert!(
        unknown > known / 2 && known > unknown / 2,
        "{known:?} {unknown:?}"
    );
}
