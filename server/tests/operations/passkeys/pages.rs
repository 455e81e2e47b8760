//! Passkeys and paper codes through the real router: forms without scripts, and the two calls of the sign-in page.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::key::Key;
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
        .header("cookie", cookie);
    world.send(request.body(Body::from(form)).unwrap()).await
}

async fn call(world: &World, path: &str, body: Value) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header("accept", "application/json");
    world
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

async fn open(world: &World, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header("accept", "text/html")
        .header("cookie", cookie);
    world.send(request.body(Body::empty()).unwrap()).await
}

/// The pair of a cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let set = answer.headers.get_all("set-cookie").iter();
    let mut pairs = set.filter_map(|value| value.to_str().unwrap().split(';').next());
    let named = pairs.find(|pair| pair.starts_with(&format!("{name}=")));
    named.map(str::to_owned)
}

async fn signed_in(world: &World) -> String {
    world.maria().await;
    // Later than the account was made.
    world.later(TimeDelta::seconds(1));
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let answer = post(world, "/api/sign-in", "", &form).await;
    cookie(&answer, "sayso").unwrap()
}

/// From the proof to the page where the browser makes it, and back with what it made. The proof makes the cookie new.
async fn added(world: &World, own: &str, key: &mut Key) -> (String, Answer) {
    let begun = post(world, "/api/begin-passkey", own, &[("password", PASSWORD)]).await;
    let own = &cookie(&begun, "sayso").unwrap();
    let page = begun.header("location").to_owned();
    let ceremony = page.strip_prefix("/security/passkeys/new/").unwrap();
    assert_eq!(open(world, &page, own).await.status, StatusCode::OK);
    let reader = world.store().read();
    let asked = reader.ceremonies().find(ceremony.parse().unwrap()).await;
    let credential = key.made(&asked.unwrap().unwrap().options, |_| {});
    let form = [
        ("ceremony", ceremony),
        ("name", "Maria’s phone"),
        ("credential", &credential),
    ];
    let answer = post(world, "/api/add-passkey", own, &form).await;
    (own.clone(), answer)
}

on_every_database!(
    a_passkey_is_added_by_forms_and_opens_the_door_by_calls,
    nothing_about_keys_is_done_without_a_proof_or_a_session,
    asking_for_a_code_mails_one_and_comes_back,
    paper_codes_are_shown_once
);

async fn a_passkey_is_added_by_forms_and_opens_the_door_by_calls(world: World) {
    let own = signed_in(&world).await;
    let mut key = Key::new();
    let (own, answer) = added(&world, &own, &mut key).await;
    assert_eq!(answer.header("location"), "/security?added=yes");
    assert!(
        open(&world, "/security", &own)
            .await
            .text()
            .contains("Maria’s phone")
    );
    let question = call(&world, "/api/passkey-question", json!({}))
        .await
        .json();
    let answer = key.answer(question["options"].as_str().unwrap(), |_| {});
    let form = json!({ "form": { "ceremony": question["ceremony"], "answer": answer, "next": "//evil.example" } });
    let entered = call(&world, "/api/passkey-sign-in", form.clone()).await;
    assert_eq!(
        (entered.status, entered.json()),
        (StatusCode::OK, json!("/"))
    );
    let new = cookie(&entered, "sayso").unwrap();
    assert_eq!(open(&world, "/security", &new).await.status, StatusCode::OK);
    let again = call(&world, "/api/passkey-sign-in", form).await;
    assert_eq!(again.json(), json!("passkey-failed"));
    assert!(cookie(&again, "sayso").is_none());
}

async fn nothing_about_keys_is_done_without_a_proof_or_a_session(world: World) {
    let own = signed_in(&world).await;
    for path in ["/api/begin-passkey", "/api/make-paper-codes"] {
        let refused = post(&world, path, &own, &[]).await;
        assert!(
            refused
                .header("location")
                .ends_with("?problem=password-missing"),
            "{path}"
        );
        let wrong = post(&world, path, &own, &[("password", "wrong")]).await;
        assert!(
            wrong
                .header("location")
                .ends_with("?problem=wrong-password"),
            "{path}"
        );
        let nobody = post(&world, path, "", &[("password", PASSWORD)]).await;
        assert!(nobody.header("location").starts_with("/sign-in"), "{path}");
    }
    let mut key = Key::new();
    let (own, _) = added(&world, &own, &mut key).await;
    let page = open(&world, "/security", &own).await.text();
    let at = page.find("/security/passkeys/passkey_").unwrap() + "/security/passkeys/".len();
    let passkey = &page[at..at + "passkey_".len() + 32];
    let refused = post(&world, "/api/remove-passkey", &own, &[("which", passkey)]).await;
    assert!(
        refused
            .header("location")
            .ends_with("?problem=password-missing")
    );
    // Not even by the password that let it in.
    let password = [("which", passkey), ("password", PASSWORD)];
    for path in ["/api/remove-passkey", "/api/vouch-for-passkey"] {
        let refused = post(&world, path, &own, &password).await;
        let location = refused.header("location");
        assert!(location.ends_with("?problem=proof-too-weak"), "{location}");
    }
    let page = format!("/security/passkeys/{passkey}");
    assert_eq!(open(&world, &page, &own).await.status, StatusCode::OK);
}

async fn asking_for_a_code_mails_one_and_comes_back(world: World) {
    let own = signed_in(&world).await;
    let asked = post(&world, "/api/begin-passkey", &own, &[("send_code", "yes")]).await;
    assert_eq!(
        asked.header("location"),
        "/security/passkeys/add?problem=code-sent"
    );
    let page = open(&world, asked.header("location"), &own).await.text();
    assert!(page.contains("We sent you a code"));
}

/// The first code that a page shows: three groups of four.
fn first_code(page: &str) -> Option<&str> {
    let is_code = |text: &[u8]| {
        text.iter().enumerate().all(|(place, byte)| match place {
            4 | 9 => *byte == b'-',
            _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        })
    };
    let at = page.as_bytes().windows(14).position(is_code)?;
    page.get(at..at + 14)
}

async fn paper_codes_are_shown_once(world: World) {
    let own = signed_in(&world).await;
    let made = post(
        &world,
        "/api/make-paper-codes",
        &own,
        &[("password", PASSWORD)],
    )
    .await;
    assert_eq!(made.header("location"), "/security/codes/new");
    let (own, codes) = (
        cookie(&made, "sayso").unwrap(),
        cookie(&made, "sayso_codes").unwrap(),
    );
    let shown = open(&world, "/security/codes/new", &format!("{own}; {codes}")).await;
    let page = shown.text();
    let first = first_code(&page).unwrap();
    assert!(!codes.contains(first), "what the browser keeps is sealed");
    assert_eq!(
        cookie(&shown, "sayso_codes").as_deref(),
        Some("sayso_codes=")
    );
    let again = open(&world, "/security/codes/new", &own).await.text();
    assert!(!again.contains(first) && again.contains("they are gone from here"));
}
