//! What a token stands for, at this moment.

use axum::http::StatusCode;
use serde_json::json;

use crate::protocol::story::{ISSUER, Story as World};

crate::on_every_database!(
    a_live_token_tells_everything_that_smart_asks_for,
    a_token_that_works_no_more_is_only_not_active,
    an_app_may_ask_about_its_own_token_and_about_no_other,
    it_follows_the_patient_at_once,
    a_suspended_app_has_no_live_token,
    it_leaves_no_evidence_and_asks_for_proof
);

async fn a_live_token_tells_everything_that_smart_asks_for(story: World) {
    let tokens = story.connect().await;
    let answer = story.introspect(&tokens.access).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let body = answer.json();
    assert_eq!(body["active"], true);
    assert_eq!(body["client_id"], "sugar-coach");
    assert_eq!(body["scope"], tokens.scope.as_str());
    assert_eq!(body["iss"], ISSUER);
    assert_eq!(body["patient"], story.patient_id());
    let user = format!("{ISSUER}/fhir/Patient/{}", story.patient_id());
    assert_eq!(body["fhirUser"], user.as_str());
    assert_eq!(body["purpose"], "PATRQT");
    let lives = body["exp"].as_i64().unwrap() - body["iat"].as_i64().unwrap();
    assert_eq!(lives, 600);
    assert!(body["sub"].as_str().unwrap().starts_with("person_"));
}

async fn a_token_that_works_no_more_is_only_not_active(story: World) {
    let tokens = story.connect().await;
    story.wait_seconds(600);
    for token in [&tokens.access, &tokens.refresh, "x", ""] {
        let answer = story.introspect(token).await;
        if !token.is_empty() {
            assert_eq!(answer.json(), json!({ "active": false }));
        }
    }
    assert_eq!(story.introspect("").await.error().1, "invalid_request");
}

async fn an_app_may_ask_about_its_own_token_and_about_no_other(story: World) {
    let tokens = story.connect().await;
    let form = format!("token={}", tokens.access);
    let own = story
        .post(
            "/oauth/introspect",
            &format!("{form}&client_id=sugar-coach"),
        )
        .await;
    assert_eq!(own.json()["active"], true);
    story.register_plain_helper().await;
    let other = story
        .post_as("plain-helper", "plain", "/oauth/introspect", &form)
        .await;
    assert_eq!(other.json(), json!({ "active": false }));
}

async fn it_follows_the_patient_at_once(story: World) {
    let tokens = story.connect().await;
    story.narrow_to_vital_signs().await;
    let narrowed = story.introspect(&tokens.access).await.json();
    let scope = narrowed["scope"].as_str().unwrap();
    assert!(
        scope.contains("vital-signs") && !scope.contains("laboratory"),
        "{scope}"
    );
    story.stop().await;
    assert_eq!(
        story.introspect(&tokens.access).await.json(),
        json!({ "active": false })
    );
}

async fn a_suspended_app_has_no_live_token(story: World) {
    let tokens = story.connect().await;
    story.suspend_sugar_coach().await;
    assert!(!story.is_active(&tokens.access).await);
}

async fn it_leaves_no_evidence_and_asks_for_proof(story: World) {
    let tokens = story.connect().await;
    let before = story.actions().await;
    story.introspect(&tokens.access).await;
    assert_eq!(story.actions().await, before);
    let nobody = story.post("/oauth/introspect", "token=x").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}
