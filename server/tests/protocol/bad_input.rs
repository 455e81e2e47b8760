//! Whatever is sent, the answer is a clear refusal and the server stands.

use axum::http::{Method, StatusCode};

use crate::protocol::story::{Call, Question, Story as World};

crate::on_every_database!(
    garbage_at_the_authorization_endpoint_is_refused_with_a_page,
    a_body_that_is_too_long_is_refused_before_it_is_read,
    garbage_at_the_token_endpoints_is_an_invalid_request,
    a_header_that_is_no_proof_is_refused,
    no_method_and_no_path_makes_it_stumble
);

async fn garbage_at_the_authorization_endpoint_is_refused_with_a_page(story: World) {
    let long = "patient/Observation.rs+".repeat(1500);
    let good = Question::of_sugar_coach().form();
    for garbage in [
        b"client_id=%ff".to_vec(),
        b"client_id=\xff\xfe".to_vec(),
        format!("{good}&x=%00").into_bytes(),
        format!("{good}&x=\0").into_bytes(),
        b"%%%&&&===".to_vec(),
        Vec::new(),
    ] {
        let call = Call::bytes("/oauth/authorize", garbage.clone());
        let answer = story.call(call).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{garbage:?}");
    }
    let long = Question::of_sugar_coach().with("scope", &long);
    assert_eq!(
        story.post_question(&long).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

async fn a_body_that_is_too_long_is_refused_before_it_is_read(story: World) {
    for path in [
        "/oauth/authorize",
        "/oauth/token",
        "/oauth/introspect",
        "/oauth/revoke",
    ] {
        let call = Call::bytes(path, vec![b'a'; 70_000]);
        assert_eq!(
            story.call(call).await.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{path}"
        );
    }
}

async fn garbage_at_the_token_endpoints_is_an_invalid_request(story: World) {
    for path in ["/oauth/token", "/oauth/introspect", "/oauth/revoke"] {
        for garbage in [
            b"token=%ff".to_vec(),
            b"token=\xc3\x28".to_vec(),
            b"token=a%00b".to_vec(),
            b"grant_type=refresh_token&client_id=a&client_id=b&token=x".to_vec(),
        ] {
            let call = Call::bytes(path, garbage.clone());
            let answer = story.call(call).await;
            let expected = (StatusCode::BAD_REQUEST, "invalid_request".to_owned());
            assert_eq!(answer.error(), expected, "{path} {garbage:?}");
        }
    }
}

async fn a_header_that_is_no_proof_is_refused(story: World) {
    for header in [
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic Zm9v",
        "Bearer x",
        "Basic /////w==",
    ] {
        let call = Call::post("/oauth/token", "grant_type=refresh_token&refresh_token=x")
            .with_header("authorization", header);
        let answer = story.call(call).await;
        assert_eq!(
            answer.error(),
            (StatusCode::UNAUTHORIZED, "invalid_client".into()),
            "{header}"
        );
    }
}

async fn no_method_and_no_path_makes_it_stumble(story: World) {
    let others = [Method::PUT, Method::DELETE, Method::PATCH, Method::HEAD];
    for method in others.into_iter().chain([Method::TRACE]) {
        for path in [
            "/oauth/authorize",
            "/oauth/token",
            "/oauth/jwks",
            "/oauth/userinfo",
        ] {
            let answer = story.call(Call::new(method.clone(), path)).await;
            assert!(
                !answer.status.is_server_error(),
                "{method} {path}: {}",
                answer.status
            );
            let traced = method == Method::TRACE && answer.status.is_success();
            assert!(!traced, "{path} answers to TRACE");
        }
    }
}
