//! What an app may ask at the authorization endpoint, and what it hears when it may not.

use axum::http::{StatusCode, header};

use crate::protocol::story::{CALLBACK, ISSUER, Question, Story as World};

crate::on_every_database!(
    a_question_leads_to_signing_in_and_then_to_the_consent_page,
    a_post_is_answered_as_a_get,
    an_app_or_address_that_is_not_registered_gets_a_page_and_no_redirect,
    a_client_or_address_given_twice_gets_a_page_and_anything_else_twice_an_error,
    each_thing_that_is_not_supported_has_its_own_error,
    what_nobody_knows_or_needs_is_ignored,
    a_state_comes_back_byte_for_byte_with_a_code_and_with_an_error,
    a_scope_of_several_lines_is_told_to_the_app,
    a_silent_question_learns_what_is_missing_and_never_gets_a_code,
    an_old_sign_in_is_repeated_where_the_app_asks_for_a_newer_one,
    a_suspended_app_may_not_ask,
    no_is_told_to_the_app_and_leaves_nothing_behind
);

async fn a_question_leads_to_signing_in_and_then_to_the_consent_page(story: World) {
    let nobody = story.ask(&Question::of_sugar_coach()).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    assert!(
        nobody
            .location()
            .starts_with("/sign-in?next=/consent/request_")
    );

    let patient = story.sign_in().await;
    let known = story.ask_as(&patient, &Question::of_sugar_coach()).await;
    assert!(known.location().starts_with("/consent/request_"));
}

async fn a_post_is_answered_as_a_get(story: World) {
    let answer = story.post_question(&Question::of_sugar_coach()).await;
    assert!(answer.location().starts_with("/sign-in?next=/consent/"));
}

async fn an_app_or_address_that_is_not_registered_gets_a_page_and_no_redirect(story: World) {
    for (name, value) in [
        ("client_id", "nobody"),
        ("client_id", ""),
        ("redirect_uri", ""),
        ("redirect_uri", "https://evil.example/callback"),
        ("redirect_uri", "http://127.0.0.1:4711/callback/"),
        ("redirect_uri", "http://127.0.0.1:4711/Callback"),
        ("redirect_uri", "http://127.0.0.1:4711/callback?x=1"),
        ("redirect_uri", "http://127.0.0.1:4711/callback#x"),
        ("redirect_uri", "http://127.0.0.1:4711/a/../callback"),
        ("redirect_uri", "http://user@127.0.0.1:4711/callback"),
        ("redirect_uri", "http://127.0.0.1.evil.example/callback"),
    ] {
        let answer = story
            .ask(&Question::of_sugar_coach().with(name, value))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}={value}");
        assert!(!answer.headers.contains_key(header::LOCATION));
        assert!(answer.text().contains("<h1>"));
    }
}

async fn a_client_or_address_given_twice_gets_a_page_and_anything_else_twice_an_error(
    story: World,
) {
    for name in ["client_id", "redirect_uri"] {
        let answer = story.ask(&Question::of_sugar_coach().twice(name)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
    }
    for name in ["scope", "aud", "code_challenge", "response_type", "state"] {
        let answer = story.ask(&Question::of_sugar_coach().twice(name)).await;
        assert_eq!(
            answer.parameter("error"),
            Some("invalid_request".into()),
            "{name}"
        );
    }
}

async fn each_thing_that_is_not_supported_has_its_own_error(story: World) {
    for (name, value, error) in [
        ("response_type", "", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "id_token", "unsupported_response_type"),
        (
            "response_type",
            "code id_token",
            "unsupported_response_type",
        ),
        ("response_mode", "fragment", "invalid_request"),
        (
            "request",
            "eyJhbGciOiJub25lIn0.e30.",
            "request_not_supported",
        ),
        (
            "request_uri",
            "http://127.0.0.1:1/x",
            "request_uri_not_supported",
        ),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge_method", "S512", "invalid_request"),
        ("aud", "", "invalid_request"),
        ("aud", "https://other.example/fhir", "invalid_request"),
        ("aud", "http://localhost:3000/fhir/x", "invalid_request"),
        ("aud", "http://localhost:3000/fhir//", "invalid_request"),
        ("scope", "", "invalid_scope"),
        ("scope", "fhirUser offline_access", "invalid_scope"),
        (
            "scope",
            "patient/Observation.rs?category=laboratory&code=718-7",
            "invalid_scope",
        ),
        ("scope", "patient/Observation.cud", "invalid_scope"),
        ("scope", "patient/Observation.dus", "invalid_scope"),
        ("scope", "system/*.rs", "invalid_scope"),
        ("purpose", "HRESCH", "invalid_request"),
        ("purpose", "nonsense", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("max_age", "soon", "invalid_request"),
    ] {
        let answer = story
            .ask(&Question::of_sugar_coach().with(name, value))
            .await;
        assert_eq!(
            answer.parameter("error"),
            Some(error.into()),
            "{name}={value}"
        );
        assert_eq!(answer.parameter("code"), None);
        assert_eq!(answer.parameter("iss"), Some(ISSUER.into()));
        assert_eq!(answer.parameter("state"), Some("s1".into()));
    }
}

async fn what_nobody_knows_or_needs_is_ignored(story: World) {
    for (name, value) in [
        ("unheard_of", "x"),
        ("login_hint", "somebody"),
        ("ui_locales", "es en"),
        ("display", "popup"),
        ("claims_locales", "es"),
        ("acr_values", "phr"),
        ("aud", "http://localhost:3000/fhir/"),
        ("purpose", "PATRQT"),
        ("redirect_uri", "http://localhost:5555/callback"),
    ] {
        let answer = story
            .ask(&Question::of_sugar_coach().with(name, value))
            .await;
        assert!(answer.location().starts_with("/sign-in"), "{name}={value}");
    }
}

async fn a_state_comes_back_byte_for_byte_with_a_code_and_with_an_error(story: World) {
    let long = "x".repeat(2048);
    for state in ["1", "%26=&+ é ✓", long.as_str()] {
        let question = Question::of_sugar_coach().with("state", state);
        let given = story.approve(&question).await;
        assert_eq!(given.parameter("state").as_deref(), Some(state));
        assert_eq!(given.parameter("iss").as_deref(), Some(ISSUER));
        let refused = story.ask(&question.with("response_type", "token")).await;
        assert_eq!(refused.parameter("state").as_deref(), Some(state));
    }
    let without = story
        .approve(&Question::of_sugar_coach().with("state", ""))
        .await;
    assert_eq!(without.parameter("state"), None);
}

async fn a_scope_of_several_lines_is_told_to_the_app(story: World) {
    let asked = "openid patient/Observation.rs";
    for broken in ["\n", "\r\n", "\t", "\u{b}", "\u{7f}"] {
        let question = Question::of_sugar_coach().with("scope", &asked.replace(' ', broken));
        let answer = story.ask(&question).await;
        assert!(answer.location().starts_with(CALLBACK), "{broken:?}");
        let error = answer.parameter("error");
        assert_eq!(error.as_deref(), Some("invalid_scope"), "{broken:?}");
    }
    // Anywhere else it is no request at all.
    let elsewhere = Question::of_sugar_coach().with("state", "a\nb");
    let page = story.ask(&elsewhere).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

async fn a_silent_question_learns_what_is_missing_and_never_gets_a_code(story: World) {
    let silent = Question::of_sugar_coach().with("prompt", "none");
    let nobody = story.ask(&silent).await;
    assert_eq!(nobody.parameter("error"), Some("login_required".into()));
    story.connect().await;
    let patient = story.sign_in().await;
    let known = story.ask_as(&patient, &silent).await;
    assert_eq!(known.parameter("error"), Some("consent_required".into()));
}

async fn an_old_sign_in_is_repeated_where_the_app_asks_for_a_newer_one(story: World) {
    let patient = story.sign_in().await;
    story.wait_seconds(2);
    for (name, value, leads_to) in [
        ("max_age", "1", "/sign-in?next="),
        ("max_age", "10000", "/consent/"),
        ("prompt", "login", "/sign-in?next="),
        ("prompt", "consent", "/consent/"),
    ] {
        let question = Question::of_sugar_coach().with(name, value);
        let answer = story.ask_as(&patient, &question).await;
        assert!(answer.location().starts_with(leads_to), "{name}={value}");
    }
}

async fn a_suspended_app_may_not_ask(story: World) {
    story.suspend_sugar_coach().await;
    let answer = story.ask(&Question::of_sugar_coach()).await;
    assert_eq!(
        answer.parameter("error"),
        Some("unauthorized_client".into())
    );
}

async fn no_is_told_to_the_app_and_leaves_nothing_behind(story: World) {
    let answer = story.deny(&Question::of_sugar_coach()).await;
    assert_eq!(answer.parameter("error"), Some("access_denied".into()));
    assert_eq!(answer.parameter("state"), Some("s1".into()));
    assert_eq!(answer.parameter("iss"), Some(ISSUER.into()));
    assert!(story.consents().await.is_empty());
    assert!(story.actions().await.contains(&"consent-denied"));
}
