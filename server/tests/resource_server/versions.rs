//! A version that is in force is read by its number, and every other one is not there.

use chrono::TimeDelta;
use domain::catalogue::DataCategory::LabResults;

use crate::resource_server::{
    samples::{HIDDEN, a_record_with_much_to_hide, lab, patient, with},
    world::World,
};

crate::on_every_database!(
    the_version_in_force_is_read_by_its_number,
    an_older_version_is_as_absent_as_a_hidden_record,
    the_statement_is_packed_and_says_that_it_may_be
);

async fn the_version_in_force_is_read_by_its_number(world: World) {
    let stamped = with(
        lab("l", "2026-04-01"),
        "meta",
        serde_json::json!({ "versionId": "7" }),
    );
    world.import(&[patient("alice"), stamped]).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let read = app.get("Observation/l").await;
    let version = read.json()["meta"]["versionId"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(read.header("etag").starts_with(&format!("W/\"{version}-")));
    let again = app.get(&format!("Observation/l/_history/{version}")).await;
    assert_eq!((again.status.as_u16(), again.text()), (200, read.text()));
    assert_eq!(
        app.get("Observation").await.json()["entry"][0]["resource"]["meta"]["versionId"],
        *version
    );
    // The sender's number is not ours.
    app.get("Observation/l/_history/7")
        .await
        .assert_outcome(404);
}

async fn an_older_version_is_as_absent_as_a_hidden_record(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world
        .app("patient/Observation.rs openid fhirUser", &[LabResults])
        .await;
    let first = app.get("Observation/shared").await.json();
    let version = first["meta"]["versionId"].as_str().unwrap().to_owned();
    world.pass(TimeDelta::seconds(1));
    world
        .import(&[with(
            lab("shared", "2026-04-01"),
            "status",
            "amended".into(),
        )])
        .await;
    let older = app
        .get(&format!("Observation/shared/_history/{version}"))
        .await;
    older.assert_outcome(404);
    for hidden in HIDDEN.into_iter().filter(|id| *id != "old") {
        let answer = app
            .get(&format!("Observation/{hidden}/_history/{version}"))
            .await;
        assert_eq!(answer.text(), older.text(), "{hidden}");
    }
    // Who signed in may be known, and has no versions.
    assert_eq!(app.get("Patient/alice").await.status, 200);
    let who = app.get(&format!("Patient/alice/_history/{version}")).await;
    assert_ne!(who.status, 200);
    app.get("Observation/shared/_history/a_b")
        .await
        .assert_outcome(404);
    app.get("Observation/shared/_history")
        .await
        .assert_outcome(404);
}

async fn the_statement_is_packed_and_says_that_it_may_be(world: World) {
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let plain = app.get("metadata").await;
    for path in ["metadata", "Observation"] {
        for encoding in ["identity", "gzip"] {
            let request = app.request("GET", path).header("accept-encoding", encoding);
            let answer = world
                .send(request.body(String::new().into()).unwrap())
                .await;
            assert!(
                answer.header("vary").contains("accept-encoding"),
                "{path} {encoding}"
            );
        }
    }
    let request = app
        .request("GET", "metadata")
        .header("accept-encoding", "gzip");
    let packed = world
        .send(request.body(String::new().into()).unwrap())
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < plain.body.len() / 4);
}
