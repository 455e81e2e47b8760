//! Who signed in, proved to the app by a signature.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{TimeZone, Utc};
use openidconnect::{
    ClientId, IssuerUrl, Nonce,
    core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet},
};
use serde_json::Value;
use server::operations::tokens::signing_keys::rotate_signing_keys;

use crate::protocol::story::{Call, ISSUER, Question, Reply, Story as World};

const SCOPE: &str = "openid fhirUser launch/patient offline_access patient/Observation.rs";

fn question() -> Question {
    Question::of_sugar_coach()
        .with("scope", SCOPE)
        .with("nonce", "n-1")
}

async fn signed_in(story: &World) -> Reply {
    let code = story.approve(&question()).await.code();
    story.exchange(&code).await
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// What a client library makes of an ID token at this moment of the story.
async fn verifies(story: &World, token: &str) -> bool {
    let keys: CoreJsonWebKeySet =
        serde_json::from_value(story.get("/oauth/jwks").await.json()).unwrap();
    let now = story.world.now();
    let client = ClientId::new("sugar-coach".to_owned());
    let issuer = IssuerUrl::new(ISSUER.to_owned()).unwrap();
    let verifier = CoreIdTokenVerifier::new_public_client(client, issuer, keys)
        .set_time_fn(move || Utc.from_utc_datetime(&now.naive_utc()));
    let token: CoreIdToken = token.parse().unwrap();
    token
        .claims(&verifier, &Nonce::new("n-1".to_owned()))
        .is_ok()
}

crate::on_every_database!(
    a_client_library_believes_the_id_token,
    the_person_is_the_same_everywhere_and_never_named,
    without_fhir_user_the_record_is_not_named,
    userinfo_is_for_tokens_with_openid,
    userinfo_takes_the_token_of_a_form,
    new_keys_sign_and_old_signatures_still_verify_for_a_day
);

async fn a_client_library_believes_the_id_token(story: World) {
    story.with_keys().await;
    let body = signed_in(&story).await.json();
    let token = body["id_token"].as_str().unwrap();
    assert_eq!(part(token, 0)["alg"], "RS256");
    assert!(verifies(&story, token).await);
    let claims = part(token, 1);
    let user = format!("{ISSUER}/fhir/Patient/{}", story.patient_id());
    assert_eq!(claims["fhirUser"], user.as_str());
    assert_eq!(claims["nonce"], "n-1");
    assert_eq!(claims["amr"], serde_json::json!(["pwd"]));
    assert_eq!(claims["auth_time"], story.world.now().timestamp());
    assert!(claims["at_hash"].is_string() && claims["acr"].is_string());
}

async fn the_person_is_the_same_everywhere_and_never_named(story: World) {
    story.with_keys().await;
    let body = signed_in(&story).await.json();
    let claims = part(body["id_token"].as_str().unwrap(), 1);
    let access = body["access_token"].as_str().unwrap();
    let userinfo = story.userinfo(access).await.json();
    assert_eq!(userinfo["sub"], claims["sub"]);
    assert_eq!(userinfo["fhirUser"], claims["fhirUser"]);
    assert_eq!(story.introspect(access).await.json()["sub"], claims["sub"]);
    let again = signed_in(&story).await.json();
    assert_eq!(
        part(again["id_token"].as_str().unwrap(), 1)["sub"],
        claims["sub"]
    );
    assert!(!claims.to_string().contains("maria@") && !claims.to_string().contains("Keller"));
}

async fn without_fhir_user_the_record_is_not_named(story: World) {
    story.with_keys().await;
    let asked = question().with("scope", "openid patient/Observation.rs");
    let code = story.approve(&asked).await.code();
    let body = story.exchange(&code).await.json();
    let claims = part(body["id_token"].as_str().unwrap(), 1);
    assert_eq!(claims.get("fhirUser"), None);
    let userinfo = story
        .userinfo(body["access_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(userinfo.get("fhirUser"), None);
}

async fn userinfo_takes_the_token_of_a_form(story: World) {
    story.with_keys().await;
    let body = signed_in(&story).await.json();
    let access = body["access_token"].as_str().unwrap();
    let form = format!("access_token={access}");
    let by_form = story.call(Call::post("/oauth/userinfo", &form)).await;
    assert_eq!(by_form.status, StatusCode::OK);
    assert_eq!(by_form.json(), story.userinfo(access).await.json());
    let both = Call::post("/oauth/userinfo", &form)
        .with_header("authorization", &format!("Bearer {access}"));
    assert_eq!(story.call(both).await.status, StatusCode::BAD_REQUEST);
    let twice = Call::post("/oauth/userinfo", &format!("{form}&{form}"));
    assert_eq!(story.call(twice).await.status, StatusCode::BAD_REQUEST);
    let path = format!("/oauth/userinfo?{form}");
    assert_eq!(story.get(&path).await.status, StatusCode::UNAUTHORIZED);
}

async fn userinfo_is_for_tokens_with_openid(story: World) {
    let tokens = story.connect().await;
    let answer = story.userinfo(&tokens.access).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("insufficient_scope")
    );
    let wrong = story.userinfo("x").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(
        wrong.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("invalid_token")
    );
    let none = story.get("/oauth/userinfo").await;
    assert!(
        !none.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("error")
    );
    let address = Call::get(&format!("/oauth/userinfo?access_token={}", tokens.access));
    assert_eq!(story.call(address).await.status, StatusCode::UNAUTHORIZED);
}

async fn new_keys_sign_and_old_signatures_still_verify_for_a_day(story: World) {
    story.with_keys().await;
    let old = signed_in(&story).await.json();
    let old = old["id_token"].as_str().unwrap();
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    rotate_signing_keys(deps, ctx).await.unwrap();
    let new = signed_in(&story).await.json();
    let new = new["id_token"].as_str().unwrap();
    assert_ne!(part(old, 0)["kid"], part(new, 0)["kid"]);
    assert!(verifies(&story, old).await && verifies(&story, new).await);
    story.wait_days(1);
    assert_eq!(
        story.get("/oauth/jwks").await.json()["keys"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
