//! What is malformed gets a clear 4xx, never a 5xx.

use axum::{body::Body, http::Request};
use domain::catalogue::DataCategory::LabResults;

use crate::resource_server::{
    samples::{LAB, lab, patient},
    world::World,
};

crate::on_every_database!(
    a_malformed_search_is_a_clear_400,
    odd_but_well_formed_searches_are_answered,
    what_is_not_here_is_said_in_fhir,
    only_json_is_written,
    what_the_server_can_do_is_public
);

async fn a_malformed_search_is_a_clear_400(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let long = format!("Observation?code={}", "a".repeat(33_000));
    let many = format!("Observation?code={}", "a,".repeat(500));
    for path in [
        "Observation?_count=-1",
        "Observation?_count=1&_count=2",
        "Observation?date=yesterday",
        "Observation?date=2026-02-30",
        "Observation?patient=a/b",
        "Observation?code=%FF",
        "Observation?code=a%00b",
        "Observation?code:not=a",
        "Observation?_cursor=AAAA",
        "Observation?_cursor=PmE",
        "Observation/a%20b",
        "Observation/%FF",
        "%FF/a",
        &long,
        &many,
    ] {
        app.get(path).await.assert_outcome(400);
    }
}

async fn odd_but_well_formed_searches_are_answered(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let app = world.app(LAB, &[LabResults]).await;
    for path in [
        "Observation?",
        "Observation?&&",
        "Observation?code='%3B%20drop%20table%20record%3B--",
        "Observation?code=%F0%9F%92%89",
        "Observation?_count=999999999999999999999",
        "Observation?_sort=colour&_elements=id",
        "Observation?date=ge0001&date=le9999-12-31",
        "Observation?_lastUpdated=lt9999",
    ] {
        assert_eq!(app.get(path).await.status, 200, "{path}");
    }
}

async fn send(world: &World, method: &str, path: &str) -> crate::support::Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty());
    world.send(request.unwrap()).await
}

async fn what_is_not_here_is_said_in_fhir(world: World) {
    for path in [
        "/fhir/Robot",
        "/fhir/Robot/1",
        "/fhir",
        "/fhir/Patient/1/_history",
        "/fhir/Patient/1/_history/2/3",
        "/fhir/Observation/1/$everything",
        "/fhir/patient",
    ] {
        send(&world, "GET", path).await.assert_outcome(404);
    }
    for (method, path) in [
        ("POST", "/fhir/Observation"),
        ("PUT", "/fhir/Observation/1"),
        ("DELETE", "/fhir/Observation/1"),
        ("PATCH", "/fhir/Observation/1"),
        ("GET", "/fhir/Observation/_search"),
        ("POST", "/fhir/metadata"),
    ] {
        let answer = send(&world, method, path).await;
        assert!(
            matches!(answer.status.as_u16(), 401 | 405),
            "{method} {path}: {}",
            answer.status
        );
        assert_eq!(
            answer.json()["resourceType"],
            "OperationOutcome",
            "{method} {path}"
        );
    }
}

async fn only_json_is_written(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    assert_eq!(
        app.get("Observation?_format=application/fhir%2Bjson")
            .await
            .status,
        200
    );
    app.get("Observation?_format=xml").await.assert_outcome(406);
    let xml = app
        .request("GET", "Observation")
        .header("accept", "application/fhir+xml");
    world
        .send(xml.body(Body::empty()).unwrap())
        .await
        .assert_outcome(406);
}

async fn what_the_server_can_do_is_public(world: World) {
    let answer = send(&world, "GET", "/fhir/metadata").await;
    assert_eq!(answer.header("content-type"), "application/fhir+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.json()["resourceType"], "CapabilityStatement");
    assert_eq!(
        send(&world, "GET", "/fhir/metadata?_format=json")
            .await
            .status,
        200
    );
}
