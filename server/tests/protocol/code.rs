//! A code becomes tokens once, for the client that asked, with the proof it promised.

use axum::http::StatusCode;

use crate::protocol::story::{Question, Story as World, VERIFIER};

crate::on_every_database!(
    a_code_gives_tokens_with_the_patient_and_the_granted_scope,
    a_one_time_look_gets_an_hour_and_no_refresh_token,
    an_app_that_did_not_ask_to_come_back_gets_no_refresh_token,
    a_code_used_again_ends_everything_that_came_of_it,
    a_verifier_that_does_not_answer_is_refused_and_burns_the_code,
    another_redirect_or_none_is_refused,
    a_code_works_for_a_minute,
    a_code_of_one_app_is_nothing_to_another_and_still_works_for_its_own,
    a_code_that_was_never_given_out_is_refused,
    stopping_before_the_exchange_leaves_the_code_without_worth,
    narrowing_before_the_exchange_narrows_the_token
);

async fn a_code_gives_tokens_with_the_patient_and_the_granted_scope(story: World) {
    let code = story.code().await;
    let answer = story.exchange(&code).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["pragma"], "no-cache");
    let body = answer.json();
    assert!(
        body["access_token"]
            .as_str()
            .unwrap()
            .starts_with("sayso_at_")
    );
    assert!(
        body["refresh_token"]
            .as_str()
            .unwrap()
            .starts_with("sayso_rt_")
    );
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 600);
    assert_eq!(body["patient"], story.patient_id());
    assert!(body["scope"].as_str().unwrap().contains("laboratory"));
}

async fn a_one_time_look_gets_an_hour_and_no_refresh_token(story: World) {
    let answer = story.approve_once(&Question::of_sugar_coach()).await;
    let body = story.exchange(&answer.code()).await.json();
    assert_eq!(body["expires_in"], 3600);
    assert_eq!(body.get("refresh_token"), None);
    assert!(!body["scope"].as_str().unwrap().contains("offline_access"));
}

async fn an_app_that_did_not_ask_to_come_back_gets_no_refresh_token(story: World) {
    let question =
        Question::of_sugar_coach().with("scope", "launch/patient patient/Observation.rs");
    let given = story.approve(&question).await;
    let body = story.exchange(&given.code()).await.json();
    assert_eq!(body.get("refresh_token"), None);
    assert_eq!(body.get("id_token"), None);
}

async fn a_code_used_again_ends_everything_that_came_of_it(story: World) {
    let code = story.code().await;
    let tokens = story.exchange(&code).await.tokens();
    let again = story.exchange(&code).await;
    assert_eq!(
        again.error(),
        (StatusCode::BAD_REQUEST, "invalid_grant".into())
    );
    assert!(!story.is_active(&tokens.access).await);
    let refreshed = story.refresh(&tokens.refresh).await;
    assert_eq!(refreshed.error().1, "invalid_grant");
}

async fn a_verifier_that_does_not_answer_is_refused_and_burns_the_code(story: World) {
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned();
    let too_long = "a".repeat(129);
    let illegal = format!("{}+", &VERIFIER[1..]);
    for wrong in ["", &VERIFIER[1..], &too_long, &illegal, &challenge] {
        let code = story.code().await;
        let refused = story.exchange_with(&code, "code_verifier", wrong).await;
        assert_eq!(
            refused.error(),
            (StatusCode::BAD_REQUEST, "invalid_grant".into())
        );
        let right = story.exchange(&code).await;
        assert_eq!(right.error().1, "invalid_grant", "{wrong}");
    }
}

async fn another_redirect_or_none_is_refused(story: World) {
    for wrong in [
        "",
        "http://127.0.0.1:4712/callback",
        "http://localhost:4711/callback",
    ] {
        let code = story.code().await;
        let refused = story.exchange_with(&code, "redirect_uri", wrong).await;
        assert_eq!(
            refused.error(),
            (StatusCode::BAD_REQUEST, "invalid_grant".into())
        );
    }
}

async fn a_code_works_for_a_minute(story: World) {
    let (late, in_time) = (story.code().await, story.code().await);
    story.wait_seconds(60);
    assert_eq!(story.exchange(&in_time).await.status, StatusCode::OK);
    story.wait_seconds(1);
    assert_eq!(story.exchange(&late).await.error().1, "invalid_grant");
}

async fn a_code_of_one_app_is_nothing_to_another_and_still_works_for_its_own(story: World) {
    let code = story.code().await;
    let other = story.exchange_as_bill_helper(&code).await;
    assert_eq!(
        other.error(),
        (StatusCode::BAD_REQUEST, "invalid_grant".into())
    );
    assert_eq!(story.exchange(&code).await.status, StatusCode::OK);
}

async fn a_code_that_was_never_given_out_is_refused(story: World) {
    for wrong in [
        "x",
        "sayso_code_",
        &format!("sayso_code_{}", "A".repeat(43)),
    ] {
        assert_eq!(story.exchange(wrong).await.error().1, "invalid_grant");
    }
    assert_eq!(story.exchange("").await.error().1, "invalid_request");
}

async fn stopping_before_the_exchange_leaves_the_code_without_worth(story: World) {
    let code = story.code().await;
    story.stop().await;
    assert_eq!(story.exchange(&code).await.error().1, "invalid_grant");
}

async fn narrowing_before_the_exchange_narrows_the_token(story: World) {
    let code = story.code().await;
    story.narrow_to_vital_signs().await;
    let body = story.exchange(&code).await.json();
    let scope = body["scope"].as_str().unwrap();
    assert!(
        scope.contains("vital-signs") && !scope.contains("laboratory"),
        "{scope}"
    );
}
