//! What every answer has in common, and what happens to requests that cannot be read.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use chrono::TimeDelta;

use crate::support::World;

#[tokio::test]
async fn every_answer_has_a_trace_number_and_safe_headers() {
    let world = World::new().await;
    for path in ["/healthz", "/no-such-page", "/fhir/metadata"] {
        let answer = world.get(path).await;
        assert!(
            answer.header("x-correlation-id").starts_with("trace_"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .contains("default-src 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn a_trace_number_that_a_caller_sends_is_not_taken_over() {
    let world = World::new().await;
    let sent = "trace_00000000000000000000000000000001";
    let request = Request::get("/healthz").header("x-correlation-id", sent);
    let answer = world.send(request.body(Body::empty()).unwrap()).await;
    assert_ne!(answer.header("x-correlation-id"), sent);
}

#[tokio::test]
async fn alive_and_ready_are_two_questions() {
    let world = World::new().await;
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    world
        .database
        .execute("delete from seaql_migrations")
        .await
        .unwrap();
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    world.later(TimeDelta::seconds(5));
    assert_eq!(
        world.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_the_callers_fault() {
    let world = World::new().await;
    for path in [
        "/%00",
        "/%ff",
        "/consent/%ff",
        "/fhir/%ff/%00",
        "/fhir/Observation?%ff=%00",
        "/sign-in?next=%ff",
    ] {
        let status = world.get(path).await.status;
        assert!(
            status.is_client_error() || status == StatusCode::OK,
            "{path}: {status}"
        );
    }
}
