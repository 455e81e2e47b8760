//! Does an import take what it should, refuse the rest by name, and harm nothing?

mod anew;
mod labels;
mod links;
mod reach;
mod real;
mod spaces;
mod versions;

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use domain::catalogue::{ResourceType, TopicSet};
use proptest::prelude::*;

use super::{Import, ImportReport, import_records, import_records_from};
use crate::{
    clock::TestClock,
    config::Config,
    entropy::SeededEntropy,
    state::Deps,
    store::{Store, records::StoredRecord},
};

/// An installation on a file of its own, which lasts as long as the test.
struct World {
    deps: Deps,
    clock: Arc<TestClock>,
    folder: tempfile::TempDir,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.db");
    let store = Store::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let clock = Arc::new(TestClock::at(monday()));
    let entropy = Arc::new(SeededEntropy::from_seed(1));
    let deps = Deps::new(store, clock.clone(), entropy, Config::default());
    World {
        deps,
        clock,
        folder,
    }
}

fn monday() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

async fn import(world: &World, text: &str) -> ImportReport {
    let mut import = Import::new(&world.deps, world.deps.own_context());
    import.text("records.json", text).await.unwrap();
    import.report()
}

async fn import_files(world: &World, paths: &[PathBuf]) -> ImportReport {
    import_records(&world.deps, world.deps.own_context(), paths, &mut |_| {})
        .await
        .unwrap()
}

async fn stored(world: &World, kind: ResourceType, id: &str) -> StoredRecord {
    world
        .deps
        .store
        .read()
        .records()
        .find(kind, id)
        .await
        .unwrap()
        .unwrap()
}

/// What is stored, around everything that guards it.
async fn body(world: &World, kind: ResourceType, id: &str) -> String {
    let rows = world.deps.store.read().records().rows(kind).await;
    rows.into_iter().find(|row| row.id == id).unwrap().body
}

fn bundle(entries: &[&str]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|resource| format!(r#"{{"resource":{resource}}}"#))
        .collect();
    format!(
        r#"{{"resourceType":"Bundle","type":"batch","entry":[{}]}}"#,
        entries.join(",")
    )
}

fn refusals(report: &ImportReport) -> Vec<String> {
    report.refusals.iter().map(ToString::to_string).collect()
}

const PATIENT: &str = r#"{"resourceType":"Patient","id":"p","name":[{"family":"Doe"}]}"#;
const WEIGHT: &str = r#"{"resourceType":"Observation","id":"w","status":"final",
    "subject":{"reference":"Patient/p"},"valueQuantity":{"value":6.10}}"#;

#[tokio::test]
async fn a_body_stays_as_it_came_but_for_its_references_and_our_stamp() {
    let world = world().await;
    let transaction = r#"{"resourceType":"Bundle","type":"transaction","entry":[
      {"fullUrl":"urn:uuid:a1","resource":{"resourceType":"Patient","id":"p"},"request":{"method":"POST","url":"Patient"}},
      {"fullUrl":"urn:uuid:a2","resource":{"resourceType":"Observation", "zz":1.50,"id":"w",
        "subject":{"reference":"urn:uuid:a1"},"meta":{"tag":[]}},"request":{"method":"POST","url":"Observation"}}]}"#;
    assert_eq!(import(&world, transaction).await.imported, 2);
    let weight = stored(&world, ResourceType::Observation, "w").await;
    assert_eq!(
        body(&world, ResourceType::Observation, "w").await,
        r#"{"resourceType":"Observation", "zz":1.50,"id":"w",
        "subject":{"reference":"Patient/p"},"meta":{"versionId":"1795420800000","lastUpdated":"2026-11-23T08:00:00.000Z","tag":[]}}"#
    );
    assert_eq!(weight.patient.as_deref(), Some("p"));
}

#[tokio::test]
async fn a_second_import_changes_nothing() {
    let world = world().await;
    let both = bundle(&[PATIENT, WEIGHT]);
    assert_eq!(import(&world, &both).await.imported, 2);
    let again = import(&world, &both).await;
    assert_eq!((again.imported, again.updated, again.unchanged), (0, 0, 2));
}

#[tokio::test]
async fn changed_content_replaces_the_record_and_says_when() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, WEIGHT])).await;
    world.clock.advance(TimeDelta::days(1));
    let mut later = Import::new(&world.deps, world.deps.own_context());
    later
        .text(
            "later.json",
            &bundle(&[PATIENT, &WEIGHT.replace("6.10", "6.1")]),
        )
        .await
        .unwrap();
    let report = later.report();
    assert_eq!((report.updated, report.unchanged), (1, 1));
    let weight = stored(&world, ResourceType::Observation, "w").await;
    assert_eq!(weight.last_updated, monday() + TimeDelta::days(1));
}

#[tokio::test]
async fn a_resource_without_an_id_gets_the_same_one_each_time() {
    let world = world().await;
    let nameless = WEIGHT.replace(r#""id":"w","#, "");
    assert_eq!(import(&world, &bundle(&[&nameless])).await.imported, 1);
    assert_eq!(import(&world, &bundle(&[&nameless])).await.unchanged, 1);
}

#[tokio::test]
async fn each_patient_whose_record_changed_finds_it_in_the_evidence() {
    let world = world().await;
    let other = PATIENT.replace(r#""p""#, r#""q""#);
    import(&world, &bundle(&[PATIENT, WEIGHT, &other])).await;
    import(&world, &bundle(&[PATIENT, WEIGHT])).await;
    let events = world.deps.store.read().events().page(0, 10).await.unwrap();
    let told: Vec<String> = events
        .iter()
        .map(|e| {
            format!(
                "{} {}",
                e.event.subject.as_ref().unwrap(),
                e.event.count.unwrap()
            )
        })
        .collect();
    assert_eq!(
        told,
        ["p 2", "q 1"],
        "a second import changes nothing and tells nothing"
    );
}

#[tokio::test]
async fn each_broken_entry_is_refused_by_its_place_and_the_others_are_taken() {
    let world = world().await;
    let report = import(
        &world,
        &bundle(&[
            PATIENT,
            r#"{"id":"x"}"#,
            r#"{"resourceType":"Starship","id":"x"}"#,
            r#"{"resourceType":"Observation","id":"a b","subject":{"reference":"Patient/p"}}"#,
            r#"{"resourceType":"Observation","id":"x","id":"y","subject":{"reference":"Patient/p"}}"#,
            r#"{"resourceType":"Observation","id":"x","note":[{"text":"a\u0000b"}]}"#,
            r#"{"resourceType":"Observation","id":"x"}"#,
            r#"{"resourceType":"Observation","id":"x","subject":{"reference":"urn:uuid:gone"}}"#,
            r#"{"resourceType":"Observation","id":"x","subject":{"reference":"Patient/p"},"meta":7}"#,
            PATIENT,
            "7",
            WEIGHT,
        ]),
    )
    .await;
    assert_eq!((report.imported, report.refused), (2, 10));
    insta::assert_snapshot!(refusals(&report).join("\n"));
}

#[tokio::test]
async fn half_a_file_is_refused_as_a_whole() {
    let world = world().await;
    let whole = bundle(&[PATIENT, WEIGHT]);
    let report = import(&world, &whole[..whole.len() / 2]).await;
    assert_eq!((report.imported, report.refused), (0, 1));
    assert!(refusals(&report)[0].starts_with("records.json, whole file: this is not valid JSON"));
    assert!(
        world
            .deps
            .store
            .read()
            .records()
            .find(ResourceType::Patient, "p")
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_record_never_moves_to_another_patient() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, WEIGHT])).await;
    let report = import(&world, &WEIGHT.replace("Patient/p", "Patient/q")).await;
    assert_eq!(report.refused, 1);
    let weight = stored(&world, ResourceType::Observation, "w").await;
    assert_eq!(weight.patient.as_deref(), Some("p"));
}

#[tokio::test]
async fn a_conditional_reference_finds_its_target_in_the_file_or_the_store() {
    let world = world().await;
    let doctor =
        r#"{"resourceType":"Practitioner","id":"d","identifier":[{"system":"npi","value":"7"}]}"#;
    import(&world, doctor).await;
    let visit = r#"{"resourceType":"Encounter","id":"v","subject":{"reference":"Patient/p"},
        "participant":[{"individual":{"reference":"Practitioner?identifier=npi|7"}},
        {"individual":{"reference":"Practitioner?identifier=npi|8"}}]}"#;
    import(&world, visit).await;
    let body = body(&world, ResourceType::Encounter, "v").await;
    assert!(body.contains(r#""Practitioner/d""#) && body.contains("identifier=npi|8"));
}

#[tokio::test]
async fn provenance_and_documents_go_with_what_they_belong_to() {
    let world = world().await;
    let link = r#"{"resourceType":"DocumentReference","id":"n","subject":{"reference":"Patient/p"},
        "content":[{"attachment":{"contentType":"text/plain","url":"Binary/b"}}]}"#;
    let text = r#"{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"aGk="}"#;
    let source = r#"{"resourceType":"Provenance","id":"s","target":[{"reference":"Observation/w"}],
        "recorded":"2026-11-01T00:00:00Z"}"#;
    let report = import(&world, &bundle(&[link, text, source, WEIGHT])).await;
    assert_eq!((report.imported, refusals(&report)), (4, Vec::new()));
    for (kind, id) in [(ResourceType::Binary, "b"), (ResourceType::Provenance, "s")] {
        let record = stored(&world, kind, id).await;
        assert_eq!(record.patient.as_deref(), Some("p"), "{kind}");
        assert!(!record.categories.is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn an_ndjson_file_is_read_line_by_line() {
    let world = world().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Observation.ndjson");
    let weight = WEIGHT.replace('\n', " ");
    let mut lines = format!("\u{feff}{weight}\n\nnot json\n{weight}\n").into_bytes();
    lines.extend(b"\xff\xfe\n");
    lines.extend(weight.replace(r#""w""#, r#""w2""#).as_bytes());
    std::fs::write(&file, lines).unwrap();
    let report = import_files(&world, &[folder.path().to_owned()]).await;
    assert_eq!((report.imported, report.refused), (2, 3));
    let places: Vec<String> = report
        .refusals
        .iter()
        .map(|r| r.place.to_string())
        .collect();
    assert_eq!(
        places,
        ["line 5", "line 3", "line 4"],
        "unread ones of a batch come first"
    );
}

#[tokio::test]
async fn what_a_server_said_of_its_own_search_is_no_record() {
    let outcome = r#"{"issue":[{"severity":"warning","code":"not-supported"}],"resourceType":"OperationOutcome"}"#;
    let about = r#"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"\"OperationOutcome\""},"subject":{"reference":"Patient/p"}}"#;
    let world = world().await;
    let report = import(&world, &bundle(&[PATIENT, outcome, about])).await;
    assert_eq!((report.imported, refusals(&report)), (2, Vec::new()));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_refused() {
    let report = import_files(&world().await, &[PathBuf::from("/no/such.json")]).await;
    assert_eq!((report.stored(), report.refused), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_bundle_ends_in_a_panic_or_a_half_written_record(
        at in 0_usize..400, with in any::<u8>(), cut in 0_usize..400,
    ) {
        let mut bytes = bundle(&[PATIENT, WEIGHT]).into_bytes();
        let (at, keep) = (at % bytes.len(), bytes.len() - cut % 3);
        bytes[at] = with;
        bytes.truncate(keep);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = world().await;
            let report = import(&world, &text).await;
            for (kind, id) in [(ResourceType::Patient, "p"), (ResourceType::Observation, "w")] {
                if let Some(record) = world.deps.store.read().records().find(kind, id).await.unwrap() {
                    let body = body(&world, kind, id).await;
                    assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok());
                    assert!(report.stored() > 0 && record.topics == TopicSet::EMPTY);
                }
            }
        });
    }
}
