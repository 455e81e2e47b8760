//! What comes along with matches is admitted by itself: what is left out comes by no other way.

use domain::{
    catalogue::DataCategory::{LabResults, Visits},
    consent::DataPeriod,
};
use serde_json::{Value, json};

use crate::resource_server::{
    samples::{lab, labelled, patient, unsorted, with},
    world::World,
};

crate::on_every_database!(
    what_matches_point_at_comes_along_once,
    what_is_left_out_does_not_come_along,
    what_lies_before_the_period_does_not_come_along,
    a_sensitive_place_does_not_come_along,
    provenance_comes_along_as_far_as_it_is_shared,
    a_hidden_record_is_not_told_by_a_search_for_who_points_at_it,
    what_comes_along_is_evidence_too,
    an_include_that_is_not_supported_is_left_out_or_refused
);

const BOTH: &str = "patient/Observation.rs patient/Encounter.rs";

fn visit(id: &str, of: &str, day: &str) -> Value {
    json!({
        "resourceType": "Encounter",
        "id": id,
        "status": "finished",
        "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
        "subject": { "reference": format!("Patient/{of}") },
        "period": { "start": day },
    })
}

fn at(id: &str, encounter: &str) -> Value {
    let reference = format!("Encounter/{encounter}");
    with(
        lab(id, "2026-04-01"),
        "encounter",
        json!({ "reference": reference }),
    )
}

/// Ids by the mode in which they stand in the bundle.
fn mode(bundle: &Value, mode: &str) -> Vec<String> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let of_mode = entries.iter().filter(|one| one["search"]["mode"] == mode);
    let mut ids: Vec<String> = of_mode
        .map(|one| one["resource"]["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

async fn what_matches_point_at_comes_along_once(world: World) {
    let visit = visit("plain", "alice", "2026-04-01");
    world
        .import(&[patient("alice"), visit, at("1", "plain"), at("2", "plain")])
        .await;
    let app = world.app(BOTH, &[LabResults, Visits]).await;
    let bundle = app
        .get("Observation?_include=Observation:encounter")
        .await
        .json();
    assert_eq!(mode(&bundle, "match"), ["1", "2"]);
    assert_eq!(mode(&bundle, "include"), ["plain"]);
    assert_eq!(bundle["total"], 2);
    let included = &bundle["entry"][2];
    assert!(
        included["fullUrl"]
            .as_str()
            .unwrap()
            .ends_with("/fhir/Encounter/plain")
    );
    let other = app
        .get("Observation?_include=Observation:encounter:Location")
        .await;
    assert_eq!(mode(&other.json(), "include"), Vec::<String>::new());
}

async fn what_is_left_out_does_not_come_along(world: World) {
    world
        .import(&[
            patient("alice"),
            patient("bob"),
            visit("plain", "alice", "2026-04-01"),
            labelled(visit("topic", "alice", "2026-04-01"), "HIV"),
            unsorted(visit("unsorted", "alice", "2026-04-01")),
            visit("bobs", "bob", "2026-04-01"),
            at("1", "plain"),
            at("2", "topic"),
            at("3", "unsorted"),
            at("4", "bobs"),
        ])
        .await;
    let search = "Observation?_include=Observation:encounter&_include=Observation:patient";
    let both = world.app(BOTH, &[LabResults, Visits]).await;
    assert_eq!(mode(&both.get(search).await.json(), "include"), ["plain"]);
    for (asked, granted) in [
        ("patient/Observation.rs", vec![LabResults]),
        (BOTH, vec![LabResults]),
    ] {
        let labs = world.app(asked, &granted).await;
        let page = labs.get(search).await;
        assert_eq!(mode(&page.json(), "include"), Vec::<String>::new());
        assert!(!page.text().contains("Encounter/"), "{}", page.text());
    }
}

async fn what_lies_before_the_period_does_not_come_along(world: World) {
    world
        .import(&[
            patient("alice"),
            visit("old", "alice", "2019-04-01"),
            visit("new", "alice", "2026-04-01"),
            at("1", "old"),
            at("2", "new"),
        ])
        .await;
    let period = DataPeriod {
        from: "2025-01-01".parse().unwrap(),
    };
    let app = world
        .connect(BOTH, &[LabResults, Visits], &[], Some(period))
        .await;
    let page = app.get("Observation?_include=Observation:encounter").await;
    assert_eq!(mode(&page.json(), "include"), ["new"]);
}

async fn a_sensitive_place_does_not_come_along(world: World) {
    let place =
        |id: &str, name: &str| json!({ "resourceType": "Location", "id": id, "name": name });
    let in_place = |id: &str, place: &str| {
        let location = json!([{ "location": { "reference": format!("Location/{place}") } }]);
        with(visit(id, "alice", "2026-04-01"), "location", location)
    };
    world
        .import(&[
            patient("alice"),
            place("clinic", "County Methadone Clinic"),
            place("main", "Main building"),
            in_place("a", "clinic"),
            in_place("b", "main"),
        ])
        .await;
    let app = world
        .app("patient/Encounter.rs patient/Location.rs", &[Visits])
        .await;
    let page = app.get("Encounter?_include=Encounter:location").await;
    assert_eq!(mode(&page.json(), "include"), ["main"]);
    assert!(!page.text().contains("clinic"), "{}", page.text());
}

async fn provenance_comes_along_as_far_as_it_is_shared(world: World) {
    let provenance = |id: &str, targets: &[&str]| {
        let targets: Vec<Value> = targets
            .iter()
            .map(|one| json!({ "reference": one }))
            .collect();
        json!({ "resourceType": "Provenance", "id": id, "target": targets, "recorded": "2026-04-01T10:00:00Z" })
    };
    world
        .import(&[
            patient("alice"),
            visit("plain", "alice", "2026-04-01"),
            lab("1", "2026-04-01"),
            labelled(lab("2", "2026-04-01"), "HIV"),
            provenance("of-one", &["Observation/1"]),
            provenance("of-both-kinds", &["Observation/1", "Encounter/plain"]),
            provenance("of-a-topic", &["Observation/1", "Observation/2"]),
        ])
        .await;
    let search = "Observation?_revinclude=Provenance:target";
    let with_provenance = "patient/Observation.rs patient/Provenance.rs";
    let labs = world.app(with_provenance, &[LabResults]).await;
    let page = labs.get(search).await;
    assert_eq!(mode(&page.json(), "include"), ["of-one"]);
    assert!(!page.text().contains("Observation/2"), "{}", page.text());
    let labs_alone = world.app("patient/Observation.rs", &[LabResults]).await;
    let page = labs_alone.get(search).await.json();
    assert_eq!(mode(&page, "include"), Vec::<String>::new());
}

async fn a_hidden_record_is_not_told_by_a_search_for_who_points_at_it(world: World) {
    world
        .import(&[
            patient("alice"),
            visit("plain", "alice", "2026-04-01"),
            unsorted(visit("unsorted", "alice", "2026-04-01")),
            at("1", "plain"),
            at("2", "unsorted"),
            at("3", "never-stored"),
        ])
        .await;
    let both = world.app(BOTH, &[LabResults, Visits]).await;
    let labs = world.app("patient/Observation.rs", &[LabResults]).await;
    for (app, encounter, found) in [
        (&both, "Encounter/plain", vec!["1"]),
        (&both, "plain", vec!["1"]),
        (&both, "Encounter/unsorted", vec![]),
        // What is not here is named in the body, so it is found by it.
        (&both, "never-stored", vec!["3"]),
        (&both, "Location/plain", vec![]),
        (&labs, "Encounter/plain", vec![]),
        (&labs, "unsorted", vec![]),
    ] {
        let page = app.get(&format!("Observation?encounter={encounter}")).await;
        assert_eq!(page.ids(), found, "{encounter}");
        assert_eq!(page.json()["total"], found.len(), "{encounter}");
    }
}

async fn what_comes_along_is_evidence_too(world: World) {
    let visit = visit("plain", "alice", "2026-04-01");
    world
        .import(&[patient("alice"), visit, at("1", "plain")])
        .await;
    let app = world.app(BOTH, &[LabResults, Visits]).await;
    app.get("Observation?_include=Observation:encounter").await;
    let event = world.evidence(&app).await.pop().unwrap();
    assert_eq!(event.count, Some(2));
    assert_eq!(event.categories, [LabResults, Visits].into_iter().collect());
}

async fn an_include_that_is_not_supported_is_left_out_or_refused(world: World) {
    world
        .import(&[patient("alice"), lab("1", "2026-04-01")])
        .await;
    let app = world.app(BOTH, &[LabResults]).await;
    for value in [
        "_include=*",
        "_include=Observation:colour",
        "_include=Encounter:location",
        "_include=Observation:code",
        "_revinclude=Observation:encounter",
        "_revinclude=Provenance:agent",
    ] {
        let page = app.get(&format!("Observation?{value}")).await;
        assert_eq!(page.ids(), ["1"], "{value}");
        assert_eq!(page.link("self").unwrap(), "Observation", "{value}");
        let strict = app
            .request("GET", &format!("Observation?{value}"))
            .header("prefer", "handling=strict");
        let strict = world.send(strict.body(String::new().into()).unwrap()).await;
        strict.assert_outcome(400);
    }
    app.get("Observation?_include:iterate=Observation:encounter")
        .await
        .assert_outcome(400);
}
