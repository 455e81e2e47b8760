//! What is left out stands nowhere: not in references, not in directories, not in the content of a note.

use domain::catalogue::DataCategory::{LabResults, VisitNotes, Visits};
use serde_json::{Value, json};

use crate::resource_server::{
    samples::{lab, labelled, patient, unsorted, with},
    world::World,
};

crate::on_every_database!(
    a_reference_to_what_is_left_out_is_its_type_alone_for_every_reason,
    what_is_left_out_since_then_is_not_what_an_app_has_already,
    a_body_without_a_hidden_target_leaves_byte_for_byte,
    a_sensitive_place_is_tested_for_its_own,
    the_content_of_a_withheld_note_is_withheld,
    what_a_directory_record_points_at_is_left_out_too
);

fn visit(id: &str, day: &str) -> Value {
    json!({
        "resourceType": "Encounter",
        "id": id,
        "status": "finished",
        "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
        "subject": { "reference": "Patient/alice" },
        "period": { "start": day },
    })
}

fn at(id: &str, encounter: &str) -> Value {
    let reference = format!("Encounter/{encounter}");
    with(
        lab(id, "2026-04-01"),
        "encounter",
        json!({ "reference": reference, "display": "Visit" }),
    )
}

async fn a_reference_to_what_is_left_out_is_its_type_alone_for_every_reason(world: World) {
    let bobs = with(
        visit("bobs", "2026-04-01"),
        "subject",
        json!({ "reference": "Patient/bob" }),
    );
    world
        .import(&[
            patient("alice"),
            patient("bob"),
            visit("plain", "2026-04-01"),
            labelled(visit("topic", "2026-04-01"), "HIV"),
            unsorted(visit("unsorted", "2026-04-01")),
            bobs,
            at("1", "plain"),
            // What points at a labelled visit carries its label: it is not there at all.
            at("2", "topic"),
            at("3", "unsorted"),
            at("4", "bobs"),
        ])
        .await;
    let labs = world.app("patient/Observation.rs", &[LabResults]).await;
    let mut found = labs.get("Observation").await.ids();
    found.sort();
    assert_eq!(found, ["1", "3", "4"]);
    for id in ["1", "3", "4"] {
        let read = labs.get(&format!("Observation/{id}")).await.json();
        assert_eq!(read["encounter"], json!({ "type": "Encounter" }), "{id}");
        assert_eq!(
            read["subject"],
            json!({ "reference": "Patient/alice" }),
            "{id}"
        );
    }
    let page = labs.get("Observation?_count=2").await.text();
    assert!(!page.contains("Encounter/"), "{page}");
    let both = world
        .app(
            "patient/Observation.rs patient/Encounter.rs",
            &[LabResults, Visits],
        )
        .await;
    let read = both.get("Observation/1").await.json();
    assert_eq!(read["encounter"]["reference"], "Encounter/plain");
    let read = both.get("Observation/3").await.json();
    assert_eq!(read["encounter"], json!({ "type": "Encounter" }));
}

async fn what_is_left_out_since_then_is_not_what_an_app_has_already(world: World) {
    world
        .import(&[
            patient("alice"),
            visit("plain", "2026-04-01"),
            at("1", "plain"),
        ])
        .await;
    let asked = "patient/Observation.rs patient/Encounter.rs";
    let app = world.app(asked, &[LabResults, Visits]).await;
    let before = app.get("Observation/1").await;
    assert_eq!(before.json()["encounter"]["reference"], "Encounter/plain");
    let narrowed = domain::consent::Consent {
        granted: [LabResults].into_iter().collect(),
        ..app.consent.clone()
    };
    let tx = world.deps.store.begin().await.unwrap();
    tx.consents().save(&narrowed).await.unwrap();
    tx.commit().await.unwrap();
    let again = app
        .request("GET", "Observation/1")
        .header("if-none-match", before.header("etag"));
    let again = world.send(again.body(String::new().into()).unwrap()).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json()["encounter"], json!({ "type": "Encounter" }));
}

async fn a_body_without_a_hidden_target_leaves_byte_for_byte(world: World) {
    let exact = with(
        at("exact", "never-stored"),
        "note",
        json!([{ "text": "é \u{2028} {\"reference\":\"Encounter/plain\"}" }]),
    );
    world
        .import(&[
            patient("alice"),
            visit("plain", "2026-04-01"),
            exact.clone(),
        ])
        .await;
    let labs = world.app("patient/Observation.rs", &[LabResults]).await;
    let read = labs.get("Observation/exact").await.json();
    assert_eq!(
        (&read["note"], &read["encounter"]),
        (&exact["note"], &exact["encounter"])
    );
}

async fn a_sensitive_place_is_tested_for_its_own(world: World) {
    let place =
        |id: &str, name: &str| json!({ "resourceType": "Location", "id": id, "name": name });
    let in_place = |id: &str, place: &str| {
        let location = json!([{ "location": { "reference": format!("Location/{place}") } }]);
        with(visit(id, "2026-04-01"), "location", location)
    };
    world
        .import(&[
            patient("alice"),
            place("clinic", "County Methadone Clinic"),
            place("coded", "Building 4"),
            place("main", "Main building"),
            in_place("a", "clinic"),
            in_place("b", "main"),
        ])
        .await;
    let asked = "patient/Encounter.rs patient/Location.rs";
    let app = world.app(asked, &[Visits]).await;
    assert_eq!(app.get("Location").await.ids(), ["main"]);
    app.get("Location/clinic").await.assert_outcome(404);
    let read = app.get("Encounter/a").await;
    assert_eq!(
        read.json()["location"][0]["location"],
        json!({ "type": "Location" })
    );
    let read = app.get("Encounter/b").await.json();
    assert_eq!(
        read["location"][0]["location"]["reference"],
        "Location/main"
    );
}

async fn the_content_of_a_withheld_note_is_withheld(world: World) {
    let content = json!({
        "resourceType": "Binary",
        "id": "content",
        "contentType": "text/plain",
        "data": "U2hlIHNsZWVwcyB3ZWxsLg==",
    });
    let note = json!({
        "resourceType": "DocumentReference",
        "id": "note",
        "status": "current",
        "date": "2026-05-09T10:00:00Z",
        "type": { "coding": [{ "system": "http://loinc.org", "code": "34788-0" }] },
        "subject": { "reference": "Patient/alice" },
        "content": [{ "attachment": { "contentType": "text/plain", "url": "Binary/content" } }],
    });
    world.import(&[patient("alice"), content, note]).await;
    let asked = "patient/DocumentReference.rs patient/Binary.rs";
    let app = world.app(asked, &[VisitNotes]).await;
    for path in ["DocumentReference/note", "Binary/content"] {
        app.get(path).await.assert_outcome(404);
    }
    assert!(app.get("Binary?_count=50").await.ids().is_empty());
}

async fn what_a_directory_record_points_at_is_left_out_too(world: World) {
    let role = json!({
        "resourceType": "PractitionerRole",
        "id": "role",
        "organization": { "reference": "Organization/center" },
        "practitioner": { "reference": "Practitioner/doctor" },
    });
    let mut result = lab("result", "2026-04-01");
    result["performer"] = json!([
        { "reference": "PractitionerRole/role" },
        { "reference": "Practitioner/doctor" },
    ]);
    world
        .import(&[
            patient("alice"),
            json!({ "resourceType": "Organization", "id": "center", "name": "Hope HIV Center" }),
            json!({ "resourceType": "Practitioner", "id": "doctor" }),
            role,
            result,
        ])
        .await;
    let asked = "patient/Observation.rs patient/PractitionerRole.rs";
    let app = world.app(asked, &[LabResults]).await;
    let read = app.get("PractitionerRole/role").await.json();
    assert_eq!(read["organization"], json!({ "type": "Organization" }));
    assert_eq!(read["practitioner"]["reference"], "Practitioner/doctor");
}
