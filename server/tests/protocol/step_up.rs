//! How surely and how lately a person must have signed in, as apps ask for it and are told of it (RFC 9470 §4–§6).

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    assurance::AuthenticationMethod::{Passkey, Password},
    audit::{AuditAction, Outcome},
    decision::Reason,
};
use serde_json::{Value, json};
use server::operations::connect::approve_consent::ApproveError;

use crate::protocol::story::{
    Call, ISSUER, Question, Reply, Story as World, asked_for, lab_results,
};

const SCOPE: &str = "openid launch/patient offline_access patient/Observation.rs";
const UNMET: &str = "unmet_authentication_requirements";

fn question() -> Question {
    Question::of_sugar_coach().with("scope", SCOPE)
}

fn claims(reply: &Reply) -> Value {
    let body = reply.json();
    let token = body["id_token"].as_str().unwrap();
    let claims = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).unwrap())
        .unwrap();
    serde_json::from_slice(&claims).unwrap()
}

/// Presses Share on the consent page of Maria's browser.
async fn share(story: &World, cookie: &str, asked: &Reply) -> Reply {
    let form = format!(
        "request={}&press=share&share[]=lab-results&length=30",
        asked_for(asked)
    );
    let call = Call::post("/api/decide", &form)
        .with_header("cookie", cookie)
        .with_header("accept", "text/html");
    story.call(call).await
}

crate::on_every_database!(
    tokens_tell_how_and_when_the_person_was_authenticated,
    a_password_is_told_as_a_password,
    a_weaker_authentication_than_demanded_gives_no_code,
    each_value_that_is_named_will_do,
    values_that_nobody_can_meet_end_the_question_at_once,
    whoever_signs_in_without_the_demanded_way_goes_back_with_that_error,
    what_the_sign_in_meets_leads_on_as_ever,
    an_older_sign_in_than_max_age_approves_nothing_and_a_fresh_proof_does,
    a_silent_question_never_makes_up_for_a_missing_sign_in,
    every_strength_that_is_named_can_be_shown
);

async fn tokens_tell_how_and_when_the_person_was_authenticated(story: World) {
    story.with_keys().await;
    let request = asked_for(&story.ask(&question().with("acr_values", "phr")).await);
    let by_password = story.shown(Password);
    story.wait_seconds(30);
    let by_passkey = story.shown(Passkey);
    let given = story
        .decide_with(request, lab_results(), by_password, Some(by_passkey))
        .await;
    let answer = story.exchange(given.unwrap().code.expose()).await;
    let told = claims(&answer);
    assert_eq!(
        (&told["acr"], &told["amr"]),
        (&json!("phr"), &json!(["hwk", "user"]))
    );
    assert_eq!(told["auth_time"], by_passkey.authenticated_at.timestamp());
    let tokens = answer.tokens();
    let seen = story.introspect(&tokens.access).await.json();
    for name in ["acr", "amr", "auth_time"] {
        assert_eq!(seen[name], told[name], "{name}");
    }
    // New tokens, the same authentication: a refresh is nobody's sign-in.
    story.wait_seconds(60);
    let again = story.refresh(&tokens.refresh).await.tokens();
    let seen = story.introspect(&again.access).await.json();
    assert_eq!(seen["auth_time"], told["auth_time"]);
}

async fn a_password_is_told_as_a_password(story: World) {
    story.with_keys().await;
    let code = story.approve(&question()).await.code();
    let told = claims(&story.exchange(&code).await);
    assert_eq!(told["acr"], "urn:sayso:acr:password");
    assert_eq!(told["amr"], json!(["pwd"]));
}

async fn a_weaker_authentication_than_demanded_gives_no_code(story: World) {
    let request = asked_for(&story.ask(&question().with("acr_values", "phr")).await);
    let weak = story.shown(Password);
    for proof in [Some(weak), None] {
        let given = story.decide_with(request, lab_results(), weak, proof).await;
        assert!(matches!(
            given,
            Err(ApproveError::DemandUnmet | ApproveError::StepUpRequired)
        ));
    }
    assert!(story.consents().await.is_empty());
    let refused = &story.history().await[0];
    assert_eq!(
        (refused.action, refused.outcome),
        (AuditAction::ConsentGiven, Outcome::Refused)
    );
    assert_eq!(refused.reasons, [Reason::StepUpRequired]);
    let strong = story.shown(Passkey);
    assert!(
        story
            .decide_with(request, lab_results(), strong, None)
            .await
            .is_ok()
    );
}

async fn each_value_that_is_named_will_do(story: World) {
    let either = question().with("acr_values", "phr urn:sayso:acr:password");
    let request = asked_for(&story.ask(&either).await);
    let shown = story.shown(Password);
    assert!(
        story
            .decide_with(request, lab_results(), shown, None)
            .await
            .is_ok()
    );
}

async fn values_that_nobody_can_meet_end_the_question_at_once(story: World) {
    let patient = story.sign_in().await;
    for values in [
        "urn:mace:incommon:iap:silver",
        "0",
        "urn:sayso:acr:upstream",
        "phr",
    ] {
        let answer = story
            .ask_as(&patient, &question().with("acr_values", values))
            .await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some(UNMET),
            "{values}"
        );
        assert_eq!(answer.parameter("state"), Some("s1".into()));
        assert_eq!(answer.parameter("iss"), Some(ISSUER.into()));
        assert_eq!(answer.parameter("code"), None);
    }
}

async fn whoever_signs_in_without_the_demanded_way_goes_back_with_that_error(story: World) {
    let asked = story.ask(&question().with("acr_values", "phr")).await;
    assert!(asked.location().starts_with("/sign-in"));
    let cookie = story.sign_in().await["cookie"].to_str().unwrap().to_owned();
    let answer = share(&story, &cookie, &asked).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some(UNMET),
        "{answer:?}"
    );
    assert!(story.consents().await.is_empty());
    let refused = &story.history().await[0];
    assert_eq!(
        (refused.action, refused.outcome),
        (AuditAction::ConsentGiven, Outcome::Refused)
    );
    // The question is over.
    let late = story
        .decide_with(asked_for(&asked), lab_results(), story.shown(Passkey), None)
        .await;
    assert!(late.is_err());
}

async fn what_the_sign_in_meets_leads_on_as_ever(story: World) {
    let asked = story
        .ask(&question().with("acr_values", "urn:sayso:acr:password"))
        .await;
    let cookie = story.sign_in().await["cookie"].to_str().unwrap().to_owned();
    let answer = share(&story, &cookie, &asked).await;
    assert!(answer.location().ends_with("/confirm"), "{answer:?}");
}

async fn an_older_sign_in_than_max_age_approves_nothing_and_a_fresh_proof_does(story: World) {
    story.with_keys().await;
    let old = story.shown(Password);
    let patient = story.sign_in().await;
    story.wait_seconds(61);
    for (name, value) in [
        ("max_age", "60"),
        ("max_age", "0"),
        ("prompt", "login"),
        ("prompt", "select_account"),
    ] {
        let asked = story.ask_as(&patient, &question().with(name, value)).await;
        assert!(
            asked.location().starts_with("/sign-in?next="),
            "{name}={value}"
        );
        // The way around the sign-in page leads nowhere.
        let around = story
            .decide_with(asked_for(&asked), lab_results(), old, None)
            .await;
        assert!(
            matches!(around, Err(ApproveError::StepUpRequired)),
            "{name}={value}"
        );
    }
    let asked = story
        .ask_as(&patient, &question().with("max_age", "60"))
        .await;
    let fresh = story.shown(Password);
    let given = story
        .decide_with(asked_for(&asked), lab_results(), old, Some(fresh))
        .await;
    let told = claims(&story.exchange(given.unwrap().code.expose()).await);
    assert_eq!(told["auth_time"], fresh.authenticated_at.timestamp());
}

async fn a_silent_question_never_makes_up_for_a_missing_sign_in(story: World) {
    let patient = story.sign_in().await;
    story.wait_seconds(61);
    let silent = question().with("prompt", "none");
    for (name, value, error) in [
        ("max_age", "60", "login_required"),
        ("max_age", "3600", "consent_required"),
        ("acr_values", "phr", UNMET),
    ] {
        let answer = story.ask_as(&patient, &silent.with(name, value)).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some(error),
            "{name}={value}"
        );
    }
}

async fn every_strength_that_is_named_can_be_shown(story: World) {
    let document = story.get("/.well-known/openid-configuration").await.json();
    let named = document["acr_values_supported"].as_array().unwrap();
    assert!(named.contains(&json!("urn:sayso:acr:password")));
    // No provider is set.
    assert!(!named.contains(&json!("urn:sayso:acr:upstream")));
    for value in named {
        let asked = question().with("acr_values", value.as_str().unwrap());
        let answer = story.ask(&asked).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/sign-in"), "{value}");
    }
}
