//! Who is turned away at the door, and how little they learn from it.

use axum::{body::Body, http::Request};
use chrono::TimeDelta;
use domain::{catalogue::DataCategory::LabResults, client::ReviewState, grant::GrantEndCause};

use crate::{
    resource_server::{
        samples::{LAB, lab, patient},
        world::World,
    },
    support::Answer,
};

crate::on_every_database!(
    no_token_is_a_bare_challenge,
    whatever_is_no_live_access_token_gets_the_same_answer,
    a_token_counts_in_the_header_only,
    the_case_of_the_scheme_does_not_matter,
    an_expired_token_and_an_expired_consent_open_nothing,
    a_suspended_client_and_an_ended_grant_open_nothing,
    only_pages_of_registered_apps_may_read_records_in_a_browser
);

async fn with_header(world: &World, path: &str, authorization: Option<&str>) -> Answer {
    let mut request = Request::get(format!("/fhir/{path}"));
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn no_token_is_a_bare_challenge(world: World) {
    for (path, value) in [
        ("Patient/alice", None),
        ("Observation", None),
        ("Observation", Some("Basic YTpi")),
    ] {
        let answer = with_header(&world, path, value).await;
        answer.assert_outcome(401);
        assert_eq!(answer.header("www-authenticate"), r#"Bearer realm="Sayso""#);
    }
}

async fn whatever_is_no_live_access_token_gets_the_same_answer(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let body = app.token.strip_prefix("sayso_at_").unwrap();
    let unknown = format!("sayso_at_{}", "A".repeat(43));
    let refresh = format!("sayso_rt_{body}");
    let id_token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.";
    let other = with_header(&world, "Observation", Some("Bearer nonsense")).await;
    assert!(
        other
            .header("www-authenticate")
            .contains(r#"error="invalid_token""#)
    );
    for token in [&unknown, &refresh, id_token, "", "a b", &app.token[..40]] {
        let answer = with_header(&world, "Observation", Some(&format!("Bearer {token}"))).await;
        answer.assert_outcome(401);
        assert_eq!(answer.text(), other.text(), "{token}");
        assert_eq!(
            answer.header("www-authenticate"),
            other.header("www-authenticate")
        );
    }
}

async fn a_token_counts_in_the_header_only(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let query = format!("Observation?access_token={}", app.token);
    with_header(&world, &query, None).await.assert_outcome(401);
    app.get(&query).await.assert_outcome(400);
    let form = format!("access_token={}", app.token);
    app.post_search("Observation/_search", &form)
        .await
        .assert_outcome(400);
    let cookie = Request::get("/fhir/Observation").header("cookie", format!("sayso={}", app.token));
    world
        .send(cookie.body(Body::empty()).unwrap())
        .await
        .assert_outcome(401);
}

async fn the_case_of_the_scheme_does_not_matter(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    for scheme in ["bearer", "BEARER", "Bearer"] {
        let header = format!("{scheme} {}", app.token);
        assert_eq!(
            with_header(&world, "Observation", Some(&header))
                .await
                .status,
            200
        );
    }
}

async fn an_expired_token_and_an_expired_consent_open_nothing(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let app = world.app(LAB, &[LabResults]).await;
    world.pass(TimeDelta::minutes(9));
    assert_eq!(app.get("Observation/l").await.status, 200);
    world.pass(TimeDelta::minutes(1));
    app.get("Observation/l").await.assert_outcome(401);
    world.pass(TimeDelta::days(31));
    app.get("Observation/l").await.assert_outcome(401);
}

async fn a_suspended_client_and_an_ended_grant_open_nothing(world: World) {
    let suspended = world.app(LAB, &[LabResults]).await;
    let released = world.app(LAB, &[LabResults]).await;
    let now = world.deps.clock.now();
    let tx = world.deps.store.begin().await.unwrap();
    tx.clients()
        .save_review(&suspended.consent.client, ReviewState::Suspended)
        .await
        .unwrap();
    let ended = released
        .grant
        .clone()
        .end(GrantEndCause::ReleasedByClient, now)
        .unwrap();
    tx.grants().save(&ended).await.unwrap();
    tx.commit().await.unwrap();
    for app in [suspended, released] {
        app.get("Observation").await.assert_outcome(401);
    }
}

async fn only_pages_of_registered_apps_may_read_records_in_a_browser(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let from = async |origin: &str| {
        let request = app.request("GET", "Observation").header("origin", origin);
        world.send(request.body(Body::empty()).unwrap()).await
    };
    let own = from("http://127.0.0.1:4711").await;
    assert_eq!(
        own.header("access-control-allow-origin"),
        "http://127.0.0.1:4711"
    );
    assert!(own.all("vary").contains(&"origin"));
    let other = from("https://evil.example").await;
    assert_eq!(other.header("access-control-allow-origin"), "");
    let preflight = Request::options("/fhir/Observation")
        .header("origin", "http://127.0.0.1:4711")
        .header("access-control-request-headers", "authorization");
    let preflight = world.send(preflight.body(Body::empty()).unwrap()).await;
    assert!(
        preflight
            .header("access-control-allow-headers")
            .contains("authorization")
    );
}
