//! Everything of a patient is everything that is shared, and no more.

use domain::catalogue::{
    DataCategory::{AboutYou, LabResults, Visits},
    SensitiveTopic,
};
use serde_json::{Value, json};

use crate::resource_server::{
    samples::{HIDDEN, a_record_with_much_to_hide, lab, labelled, patient, with},
    world::World,
};

crate::on_every_database!(
    everything_is_what_the_searches_find_together,
    what_is_hidden_is_not_among_everything,
    everything_comes_page_by_page,
    a_time_a_type_or_a_moment_narrows_everything,
    everything_of_somebody_else_is_not_there,
    a_part_that_needs_a_stronger_sign_in_is_not_left_out_in_silence,
    everything_is_evidence
);

const PATH: &str = "Patient/alice/$everything";
const BOTH: &str =
    "patient/Patient.rs patient/Observation.rs patient/Encounter.rs patient/Location.rs";

fn visit(id: &str, place: &str) -> Value {
    json!({
        "resourceType": "Encounter",
        "id": id,
        "status": "finished",
        "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
        "subject": { "reference": "Patient/alice" },
        "period": { "start": "2026-04-01" },
        "location": [{ "location": { "reference": format!("Location/{place}") } }],
    })
}

fn place(id: &str, name: &str) -> Value {
    json!({ "resourceType": "Location", "id": id, "name": name })
}

fn at(id: &str, encounter: &str) -> Value {
    let reference = json!({ "reference": format!("Encounter/{encounter}") });
    with(lab(id, "2026-04-01"), "encounter", reference)
}

async fn everything_is_what_the_searches_find_together(world: World) {
    world
        .import(&[
            patient("alice"),
            place("main", "Main building"),
            place("clinic", "County Methadone Clinic"),
            place("nobodys", "Elsewhere"),
            visit("v", "main"),
            visit("w", "clinic"),
            at("1", "v"),
        ])
        .await;
    let app = world.app(BOTH, &[AboutYou, LabResults, Visits]).await;
    let all = app.get(PATH).await;
    let mut found = all.ids();
    found.sort();
    assert_eq!(found, ["1", "alice", "main", "v", "w"]);
    assert_eq!(all.json()["total"], 5);
    assert!(!all.text().contains("clinic"), "{}", all.text());
    assert!(!all.text().contains("nobodys"));
}

async fn what_is_hidden_is_not_among_everything(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let since = domain::consent::DataPeriod {
        from: "2020-01-01".parse().unwrap(),
    };
    let app = world
        .connect("patient/*.rs", &[LabResults], &[], Some(since))
        .await;
    let all = app.get(PATH).await;
    assert_eq!(all.ids(), ["shared"]);
    assert_eq!(all.json()["total"], 1);
    for hidden in HIDDEN {
        assert!(!all.text().contains(&format!("/{hidden}\"")), "{hidden}");
    }
}

async fn everything_comes_page_by_page(world: World) {
    let labs: Vec<Value> = (0..7)
        .map(|number| lab(&format!("l{number}"), "2026-04-01"))
        .collect();
    world
        .import(
            &[
                vec![
                    patient("alice"),
                    labelled(lab("hidden", "2026-04-01"), "HIV"),
                ],
                labs,
            ]
            .concat(),
        )
        .await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    let first = app.get(&format!("{PATH}?_count=3")).await;
    assert_eq!((first.ids().len(), &first.json()["total"]), (3, &json!(7)));
    assert_eq!(app.follow(&format!("{PATH}?_count=3")).await.len(), 7);
    let made_up = fhir::search::RecordName {
        kind: domain::catalogue::ResourceType::Observation,
        id: "hidden".parse().unwrap(),
    };
    let never = fhir::search::RecordName {
        id: "never".parse().unwrap(),
        ..made_up.clone()
    };
    let told = app
        .get(&format!("{PATH}?_cursor={}", made_up.cursor()))
        .await;
    told.assert_outcome(400);
    let same = app.get(&format!("{PATH}?_cursor={}", never.cursor())).await;
    assert_eq!(told.text(), same.text());
}

async fn a_time_a_type_or_a_moment_narrows_everything(world: World) {
    world
        .import(&[
            patient("alice"),
            lab("old", "2019-04-01"),
            lab("new", "2026-04-01"),
            visit("v", "x"),
        ])
        .await;
    let app = world.app(BOTH, &[AboutYou, LabResults, Visits]).await;
    for (asked, wanted) in [
        ("start=2026-01", vec!["alice", "new", "v"]),
        ("end=2020", vec!["alice", "old"]),
        ("_type=Observation,Patient", vec!["alice", "new", "old"]),
        ("_type=Immunization", vec![]),
        ("_since=2100-01-01T00:00:00Z", vec![]),
        (
            "_since=2000-01-01T00:00:00Z&_type=Encounter&colour=red",
            vec!["v"],
        ),
    ] {
        let answer = app.get(&format!("{PATH}?{asked}")).await;
        if wanted.is_empty() && asked.starts_with("_type") {
            answer.assert_outcome(403);
            continue;
        }
        let mut found = answer.ids();
        found.sort();
        assert_eq!(found, wanted, "{asked}");
        assert!(!answer.link("self").unwrap().contains("colour"));
    }
    app.get(&format!("{PATH}?_type=Spaceship"))
        .await
        .assert_outcome(400);
}

async fn everything_of_somebody_else_is_not_there(world: World) {
    world
        .import(&[patient("alice"), patient("bob"), lab("l", "2026-04-01")])
        .await;
    let app = world.app(BOTH, &[AboutYou, LabResults]).await;
    let bobs = app.get("Patient/bob/$everything").await;
    bobs.assert_outcome(404);
    let never = app.get("Patient/never/$everything").await;
    assert_eq!(bobs.text(), never.text());
    app.get("Observation/l/$everything")
        .await
        .assert_outcome(404);
    app.is_stopped().await;
    app.get(PATH).await.assert_outcome(401);
}

async fn a_part_that_needs_a_stronger_sign_in_is_not_left_out_in_silence(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let asked = "patient/Observation.rs patient/Observation.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV patient/Patient.rs";
    let app = world
        .connect(asked, &[AboutYou, LabResults], &[SensitiveTopic::Hiv], None)
        .await;
    assert_eq!(
        app.get(PATH).await.status,
        app.get("Observation").await.status
    );
}

async fn everything_is_evidence(world: World) {
    world
        .import(&[patient("alice"), visit("v", "x"), at("1", "v")])
        .await;
    let app = world.app(BOTH, &[AboutYou, LabResults, Visits]).await;
    app.get(PATH).await;
    let event = world.evidence(&app).await.pop().unwrap();
    assert_eq!(event.count, Some(3));
    assert_eq!(
        event.categories,
        [AboutYou, LabResults, Visits].into_iter().collect()
    );
    app.get("Patient/bob/$everything").await;
    let event = world.evidence(&app).await.pop().unwrap();
    assert_eq!(event.outcome, domain::audit::Outcome::Refused);
}
