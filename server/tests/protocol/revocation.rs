//! An app gives a token back.

use axum::http::{Method, StatusCode};

use crate::protocol::story::{Call, Story as World};

crate::on_every_database!(
    either_token_ends_the_grant_and_both_tokens_with_it,
    a_wrong_hint_does_not_matter,
    what_is_unknown_or_gone_is_answered_as_gone,
    the_token_of_another_client_stays,
    it_is_asked_by_post
);

async fn either_token_ends_the_grant_and_both_tokens_with_it(story: World) {
    for which in ["access", "refresh"] {
        let tokens = story.connect().await;
        let given_back = if which == "access" {
            &tokens.access
        } else {
            &tokens.refresh
        };
        let answer = story.revoke(given_back).await;
        assert_eq!(
            (answer.status, answer.text()),
            (StatusCode::OK, "{}"),
            "{which}"
        );
        assert_eq!(answer.headers["content-type"], "application/json");
        assert!(!story.is_active(&tokens.access).await);
        assert_eq!(
            story.refresh(&tokens.refresh).await.error().1,
            "invalid_grant"
        );
        assert_eq!(story.consents().await, ["active"]);
    }
}

async fn a_wrong_hint_does_not_matter(story: World) {
    let tokens = story.connect().await;
    let form = format!(
        "client_id=sugar-coach&token={}&token_type_hint=access_token",
        tokens.refresh
    );
    assert_eq!(
        story.post("/oauth/revoke", &form).await.status,
        StatusCode::OK
    );
    assert!(!story.is_active(&tokens.access).await);
}

async fn what_is_unknown_or_gone_is_answered_as_gone(story: World) {
    let tokens = story.connect().await;
    story.revoke(&tokens.access).await;
    let unknown = format!("sayso_rt_{}", "A".repeat(43));
    for token in ["x", &unknown, &tokens.access] {
        assert_eq!(story.revoke(token).await.status, StatusCode::OK);
    }
    assert_eq!(story.revoke("").await.error().1, "invalid_request");
}

async fn the_token_of_another_client_stays(story: World) {
    let tokens = story.connect().await;
    let form = format!("token={}", tokens.access);
    let answer = story.post_as_bill_helper("/oauth/revoke", &form).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(story.is_active(&tokens.access).await);
}

async fn it_is_asked_by_post(story: World) {
    for path in ["/oauth/revoke", "/oauth/introspect"] {
        let answer = story.call(Call::new(Method::GET, path)).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}
