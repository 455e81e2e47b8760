//! One record: byte for byte if it is shared, absent if it is not.

use domain::{
    catalogue::DataCategory::{AboutYou, LabResults, VitalSigns},
    consent::DataPeriod,
};
use serde_json::json;

use crate::resource_server::{
    samples::{HIDDEN, LAB, a_record_with_much_to_hide, lab, patient, with},
    world::World,
};

crate::on_every_database!(
    a_shared_record_is_served_as_it_came,
    what_an_app_has_already_is_not_sent_again,
    a_slash_too_many_is_answered_in_fhir,
    answers_are_packed_for_whoever_can_unpack_them,
    what_is_not_shared_is_as_absent_as_what_never_was,
    a_type_outside_the_scope_is_refused_by_name,
    reading_and_searching_are_granted_apart,
    a_narrowed_consent_narrows_a_live_token_at_once,
    fhir_user_leads_to_the_patient_and_says_no_more_than_is_shared,
    a_practitioner_is_readable_where_a_shared_record_points_at_them
);

async fn a_shared_record_is_served_as_it_came(world: World) {
    let exact = with(
        lab("exact", "2026-04-01"),
        "note",
        json!([{ "text": "é \u{2028} <b>" }]),
    );
    world.import(&[patient("alice"), exact.clone()]).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let answer = app.get("Observation/exact").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/fhir+json");
    assert!(answer.header("etag").starts_with("W/\""));
    assert!(answer.header("last-modified").ends_with("GMT"));
    assert_eq!(answer.json()["note"], exact["note"]);
}

async fn what_an_app_has_already_is_not_sent_again(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let first = app.get("Observation/l").await;
    let (tag, at) = (first.header("etag"), first.header("last-modified"));
    let strong = tag.trim_start_matches("W/").to_owned();
    for (name, value, status) in [
        ("if-none-match", tag, 304),
        ("if-none-match", strong.as_str(), 304),
        ("if-none-match", "\"1\", *", 200),
        ("if-none-match", "*", 304),
        // A date cannot tell what a changed consent leaves out.
        ("if-modified-since", at, 200),
        ("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("if-modified-since", "yesterday", 200),
    ] {
        let request = app.request("GET", "Observation/l").header(name, value);
        let answer = world
            .send(request.body(String::new().into()).unwrap())
            .await;
        assert_eq!(answer.status, status, "{name}: {value}");
        assert_eq!(answer.body.is_empty(), status == 304);
        assert_eq!(answer.header("etag"), tag);
    }
    let absent = app
        .request("GET", "Observation/none")
        .header("if-none-match", "*");
    let absent = absent.body(String::new().into()).unwrap();
    world.send(absent).await.assert_outcome(404);
}

async fn a_slash_too_many_is_answered_in_fhir(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    assert_eq!(app.get("Observation/").await.ids(), ["l"]);
    assert_eq!(app.get("Observation/?code=4548-4").await.ids(), ["l"]);
    assert_eq!(app.get("Observation/l/").await.status, 200);
    assert_eq!(app.get("metadata/").await.json()["kind"], "instance");
    for path in [
        "/Observation",
        "//",
        "Observation/l/x/",
        "Observation/l//",
        "$export",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{path}");
    }
    for sent in [
        "authorization, prefer",
        "cache-control,if-none-match",
        "x-medplum, x-none-knows",
    ] {
        let asked = app
            .request("OPTIONS", "Observation/l/$everything")
            .header("origin", "https://app.example")
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", sent);
        let asked = world.send(asked.body(String::new().into()).unwrap()).await;
        assert_eq!(asked.header("access-control-allow-headers"), sent);
        assert_eq!(asked.header("access-control-allow-credentials"), "");
    }
}

async fn answers_are_packed_for_whoever_can_unpack_them(world: World) {
    let note = json!([{ "text": "the same words ".repeat(200) }]);
    let long = with(lab("l", "2026-04-01"), "note", note);
    world.import(&[patient("alice"), long]).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let plain = app.get("Observation").await;
    assert_eq!(plain.header("content-encoding"), "");
    for encoding in ["gzip", "br"] {
        let request = app
            .request("GET", "Observation")
            .header("accept-encoding", encoding);
        let packed = world
            .send(request.body(String::new().into()).unwrap())
            .await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert_eq!(packed.header("content-type"), "application/fhir+json");
        assert!(packed.body.len() < plain.body.len() / 2, "{encoding}");
    }
}

async fn what_is_not_shared_is_as_absent_as_what_never_was(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let since_2020 = DataPeriod {
        from: "2020-01-01".parse().unwrap(),
    };
    let app = world
        .connect(
            "patient/Observation.rs",
            &[LabResults],
            &[],
            Some(since_2020),
        )
        .await;
    assert_eq!(app.get("Observation/shared").await.status, 200);
    let never_was = app.get("Observation/never-was").await;
    for id in HIDDEN {
        let answer = app.get(&format!("Observation/{id}")).await;
        answer.assert_outcome(404);
        assert_eq!(answer.text(), never_was.text(), "{id}");
        assert_eq!(answer.headers.len(), never_was.headers.len(), "{id}");
    }
}

async fn a_type_outside_the_scope_is_refused_by_name(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    for path in ["Condition/c1", "Condition", "Patient/alice", "Patient"] {
        let answer = app.get(path).await;
        answer.assert_outcome(403);
        assert!(
            answer
                .header("www-authenticate")
                .contains("insufficient_scope"),
            "{path}"
        );
    }
}

async fn reading_and_searching_are_granted_apart(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let reader = world.app("patient/Observation.r", &[LabResults]).await;
    assert_eq!(reader.get("Observation/l").await.status, 200);
    reader.get("Observation").await.assert_outcome(403);
    let searcher = world.app("patient/Observation.s", &[LabResults]).await;
    searcher.get("Observation/l").await.assert_outcome(403);
    assert_eq!(searcher.get("Observation").await.ids(), ["l"]);
}

async fn a_narrowed_consent_narrows_a_live_token_at_once(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world
        .app("patient/Observation.rs", &[LabResults, VitalSigns])
        .await;
    assert_eq!(app.get("Observation/pressure").await.status, 200);
    let narrowed = domain::consent::Consent {
        granted: [LabResults].into_iter().collect(),
        ..app.consent.clone()
    };
    let tx = world.deps.store.begin().await.unwrap();
    tx.consents().save(&narrowed).await.unwrap();
    tx.commit().await.unwrap();
    app.get("Observation/pressure").await.assert_outcome(404);
    assert_eq!(app.get("Observation/shared").await.status, 200);
}

async fn fhir_user_leads_to_the_patient_and_says_no_more_than_is_shared(world: World) {
    world.import(&[patient("alice"), patient("bob")]).await;
    let labs_only = world
        .app(&format!("openid fhirUser {LAB}"), &[LabResults])
        .await;
    let identity = labs_only.get("Patient/alice").await.json();
    assert_eq!(identity["id"], "alice");
    assert_eq!(identity.get("name"), None);
    labs_only.get("Patient/bob").await.assert_outcome(403);
    labs_only.get("Patient").await.assert_outcome(403);

    let all = world
        .app("openid fhirUser patient/Patient.rs", &[AboutYou])
        .await;
    assert_eq!(
        all.get("Patient/alice").await.json()["name"][0]["family"],
        "Sample"
    );
    all.get("Patient/bob").await.assert_outcome(404);
}

async fn a_practitioner_is_readable_where_a_shared_record_points_at_them(world: World) {
    let named = |id: &str| json!({ "resourceType": "Practitioner", "id": id });
    let by = |record, who: &str| {
        with(
            record,
            "performer",
            json!([{ "reference": format!("Practitioner/{who}") }]),
        )
    };
    world
        .import(&[
            patient("alice"),
            named("of-labs"),
            named("of-pressure"),
            by(lab("l", "2026-04-01"), "of-labs"),
            by(
                crate::resource_server::samples::observation(
                    "p",
                    "alice",
                    "vital-signs",
                    "2026-04-01",
                ),
                "of-pressure",
            ),
        ])
        .await;
    let asked = "patient/Observation.rs patient/Practitioner.rs";
    let app = world.app(asked, &[LabResults]).await;
    assert_eq!(app.get("Practitioner/of-labs").await.status, 200);
    app.get("Practitioner/of-pressure")
        .await
        .assert_outcome(404);
    assert_eq!(app.get("Practitioner").await.ids(), ["of-labs"]);
}
