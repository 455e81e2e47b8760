//! How clients prove themselves at the token endpoints, and how they are refused.

use axum::http::{Method, StatusCode, header};
use domain::audit::AnonymousRefusal;
use server::operations::administration::{
    list_refusals::list_refusals, save_refusals::save_refusals,
};

use crate::protocol::story::{Call, Story as World};

const TOKEN: &str = "/oauth/token";

crate::on_every_database!(
    only_a_form_by_post_is_read,
    an_unknown_client_and_a_wrong_secret_hear_the_same,
    guessing_at_a_client_does_not_tell_whether_it_is_there,
    a_confidential_client_must_prove_itself_everywhere,
    nobody_is_refused_like_a_client_without_proof,
    two_proofs_at_once_are_too_many,
    a_proof_of_another_kind_than_registered_is_refused,
    an_empty_secret_in_the_header_is_that_of_a_public_client,
    a_client_that_is_registered_for_it_may_send_its_secret_in_the_body,
    a_secret_or_a_code_in_the_address_is_refused,
    other_grants_are_not_supported,
    a_suspended_client_proves_nothing
);

async fn only_a_form_by_post_is_read(story: World) {
    let get = story.call(Call::new(Method::GET, TOKEN)).await;
    assert_eq!(get.status, StatusCode::METHOD_NOT_ALLOWED);
    let json = story.call(Call::json(TOKEN)).await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(json.error().1, "invalid_request");
}

async fn an_unknown_client_and_a_wrong_secret_hear_the_same(story: World) {
    let form = "grant_type=authorization_code&code=x";
    let unknown = story.post_as("nobody", "x", TOKEN, form).await;
    let wrong = story.post_as("bill-helper", "x", TOKEN, form).await;
    assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    assert_eq!(unknown.error().1, "invalid_client");
    assert_eq!(
        (unknown.status, unknown.text()),
        (wrong.status, wrong.text())
    );
    for answer in [unknown, wrong] {
        let challenge = answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap();
        assert!(challenge.starts_with("Basic realm="));
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    }
}

async fn guessing_at_a_client_does_not_tell_whether_it_is_there(story: World) {
    let form = "grant_type=authorization_code&code=x";
    let mut heard = Vec::new();
    for client in ["nobody", "bill-helper", "sugar-coach"] {
        let mut answers = Vec::new();
        for _ in 0..25 {
            let answer = story.post_as(client, "x", TOKEN, form).await;
            answers.push((answer.status, answer.text().to_owned()));
        }
        assert_eq!(answers[24].0, StatusCode::TOO_MANY_REQUESTS);
        heard.push(answers);
    }
    assert!(heard.iter().all(|answers| *answers == heard[0]));
    // Whoever knows the secret is not kept out by those who do not.
    let right = story.post_as_bill_helper(TOKEN, form).await;
    assert_eq!(right.error().1, "invalid_grant");
}

async fn a_confidential_client_must_prove_itself_everywhere(story: World) {
    for (path, form) in [
        (TOKEN, "grant_type=authorization_code&code=x"),
        (TOKEN, "grant_type=refresh_token&refresh_token=x"),
        ("/oauth/revoke", "token=x"),
        ("/oauth/introspect", "token=x"),
    ] {
        let form = format!("{form}&client_id=bill-helper");
        let answer = story.post(path, &form).await;
        assert_eq!(
            answer.error(),
            (StatusCode::UNAUTHORIZED, "invalid_client".into()),
            "{path}"
        );
    }
}

async fn nobody_is_refused_like_a_client_without_proof(story: World) {
    for path in [TOKEN, "/oauth/revoke", "/oauth/introspect"] {
        let answer = story
            .post(path, "grant_type=refresh_token&refresh_token=x&token=x")
            .await;
        assert_eq!(
            answer.error(),
            (StatusCode::UNAUTHORIZED, "invalid_client".into()),
            "{path}"
        );
    }
}

async fn two_proofs_at_once_are_too_many(story: World) {
    for second in [
        "client_secret=x",
        "client_assertion=x",
        "client_id=sugar-coach",
    ] {
        let form = format!("grant_type=refresh_token&refresh_token=x&{second}");
        let answer = story.post_as_bill_helper(TOKEN, &form).await;
        assert_eq!(
            answer.error(),
            (StatusCode::BAD_REQUEST, "invalid_request".into()),
            "{second}"
        );
    }
}

async fn a_proof_of_another_kind_than_registered_is_refused(story: World) {
    let form = "grant_type=refresh_token&refresh_token=x";
    let public_with_secret = story.post_as("sugar-coach", "x", TOKEN, form).await;
    assert_eq!(public_with_secret.error().1, "invalid_client");
    let secret_in_body = "&client_id=bill-helper&client_secret=demo-bill-helper-secret";
    let in_body = story.post(TOKEN, &format!("{form}{secret_in_body}")).await;
    assert_eq!(in_body.error().1, "invalid_client");
}

async fn an_empty_secret_in_the_header_is_that_of_a_public_client(story: World) {
    let tokens = story.connect().await;
    let form = format!("grant_type=refresh_token&refresh_token={}", tokens.refresh);
    let next = story
        .post_as("sugar-coach", "", TOKEN, &form)
        .await
        .tokens();
    let form = format!("token={}", next.access);
    let gone = story
        .post_as("sugar-coach", "", "/oauth/revoke", &form)
        .await;
    assert_eq!(gone.status, StatusCode::OK);
    assert!(!story.is_active(&next.access).await);
    let form = "grant_type=refresh_token&refresh_token=x";
    let confidential = story.post_as("bill-helper", "", TOKEN, form).await;
    assert_eq!(confidential.error().1, "invalid_client");
}

async fn a_client_that_is_registered_for_it_may_send_its_secret_in_the_body(story: World) {
    story.register_body_helper().await;
    let form = "grant_type=refresh_token&refresh_token=x";
    let in_body = async |secret: &str| {
        let form = format!("{form}&client_id=body-helper&client_secret={secret}");
        story.post(TOKEN, &form).await.error().1
    };
    assert_eq!(in_body("in+the+body").await, "invalid_grant");
    assert_eq!(in_body("in+the+header").await, "invalid_client");
    assert_eq!(in_body("").await, "invalid_client");
    // RFC 6749 §2.3.1: the header is for every client that has a secret.
    let header = story
        .post_as("body-helper", "in+the+body", TOKEN, form)
        .await;
    assert_eq!(header.error().1, "invalid_grant");
    let both = format!("{form}&client_secret=in+the+body");
    let both = story
        .post_as("body-helper", "in+the+body", TOKEN, &both)
        .await;
    assert_eq!(both.error().1, "invalid_request");
}

async fn a_secret_or_a_code_in_the_address_is_refused(story: World) {
    let path = "/oauth/token?client_id=bill-helper&client_secret=demo-bill-helper-secret";
    let answer = story
        .post(path, "grant_type=refresh_token&refresh_token=x")
        .await;
    assert_eq!(
        answer.error(),
        (StatusCode::BAD_REQUEST, "invalid_request".into())
    );
}

async fn other_grants_are_not_supported(story: World) {
    for grant in ["password", "implicit", "client_credentials", "x"] {
        let form = format!("grant_type={grant}&client_id=sugar-coach&username=a&password=b");
        let answer = story.post(TOKEN, &form).await;
        assert_eq!(
            answer.error(),
            (StatusCode::BAD_REQUEST, "unsupported_grant_type".into())
        );
    }
    let none = story.post(TOKEN, "client_id=sugar-coach").await;
    assert_eq!(none.error().1, "invalid_request");
}

async fn a_suspended_client_proves_nothing(story: World) {
    let tokens = story.connect().await;
    story.suspend_sugar_coach().await;
    let answer = story.refresh(&tokens.refresh).await;
    assert_eq!(
        answer.error(),
        (StatusCode::UNAUTHORIZED, "invalid_client".into())
    );
    // Whoever reads the counts does not look for somebody who guesses.
    save_refusals(&story.world.deps).await.unwrap();
    let counted = list_refusals(&story.world.deps).await.unwrap();
    let reasons: Vec<_> = counted.iter().map(|one| one.reason).collect();
    assert_eq!(reasons, [AnonymousRefusal::ClientSuspended]);
}
