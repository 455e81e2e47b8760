//! A Binary answers as itself to whoever asks for its content, and is guarded as everything else.

use domain::catalogue::DataCategory::VisitNotes;
use serde_json::{Value, json};

use crate::resource_server::{
    samples::{labelled, patient},
    world::{App, World},
};
use crate::support::Answer;

crate::on_every_database!(
    content_is_served_with_its_own_type_or_as_fhir,
    the_content_of_a_hidden_note_is_hidden_in_either_form
);

fn content(text: &str) -> Value {
    json!({ "resourceType": "Binary", "id": "content", "contentType": "text/plain;charset=utf-8", "data": text })
}

fn note() -> Value {
    json!({
        "resourceType": "DocumentReference",
        "id": "note",
        "status": "current",
        "date": "2026-05-09T10:00:00Z",
        "type": { "coding": [{ "system": "http://loinc.org", "code": "11488-4" }], "text": "Consultation note" },
        "subject": { "reference": "Patient/alice" },
        "content": [{ "attachment": { "contentType": "text/plain", "url": "Binary/content" } }],
    })
}

async fn asking(world: &World, app: &App<'_>, accept: &str) -> Answer {
    let request = app
        .request("GET", "Binary/content")
        .header("accept", accept);
    world
        .send(request.body(String::new().into()).unwrap())
        .await
}

async fn content_is_served_with_its_own_type_or_as_fhir(world: World) {
    world
        .import(&[
            patient("alice"),
            content("U2hlIHNsZWVwcyB3ZWxsLg=="),
            note(),
        ])
        .await;
    let app = world
        .app(
            "patient/DocumentReference.rs patient/Binary.rs",
            &[VisitNotes],
        )
        .await;
    for accept in [
        "text/plain",
        "application/pdf",
        "text/html, image/png;q=0.3",
    ] {
        let answer = asking(&world, &app, accept).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text().as_str()),
            (200, "She sleeps well."),
            "{accept}"
        );
        assert_eq!(answer.header("content-type"), "text/plain;charset=utf-8");
        assert_eq!(answer.header("content-disposition"), "attachment");
        assert!(answer.header("vary").contains("accept"));
    }
    for accept in [
        "application/fhir+json",
        "*/*",
        "text/plain, application/fhir+json",
        "application/json",
    ] {
        let answer = asking(&world, &app, accept).await;
        assert_eq!(answer.json()["resourceType"], "Binary", "{accept}");
    }
    // Nothing else has another form.
    let other = app
        .request("GET", "DocumentReference/note")
        .header("accept", "text/plain");
    world
        .send(other.body(String::new().into()).unwrap())
        .await
        .assert_outcome(406);
}

async fn the_content_of_a_hidden_note_is_hidden_in_either_form(world: World) {
    world
        .import(&[
            patient("alice"),
            content("U2hlIHNsZWVwcyB3ZWxsLg=="),
            labelled(note(), "HIV"),
        ])
        .await;
    let app = world
        .app(
            "patient/DocumentReference.rs patient/Binary.rs",
            &[VisitNotes],
        )
        .await;
    for accept in ["text/plain", "application/fhir+json"] {
        asking(&world, &app, accept).await.assert_outcome(404);
    }
}
