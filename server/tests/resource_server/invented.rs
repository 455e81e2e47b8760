//! A record as nasty as real ones, invented for these tests: all of it is taken, its labels can be read in a table, and an
//! app that was given lab results reads exactly those.

use std::{collections::BTreeSet, fmt::Write, path::PathBuf};

use domain::{
    catalogue::{DataCategory::LabResults, ResourceType},
    ids::PatientId,
};
use serde_json::Value;
use server::{
    operations::records::import_records::{ImportReport, import_records},
    store::records::StoredRecord,
};

use crate::resource_server::world::World;

crate::on_every_database!(
    all_of_it_is_taken_once,
    each_record_has_these_labels,
    numbers_and_letters_leave_as_they_came,
    an_app_with_lab_results_reads_these
);

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/resource_server/data/zoe.json")
}

async fn imported(world: &World) -> ImportReport {
    let (deps, ctx) = (&world.deps, world.deps.own_context());
    let report = import_records(deps, ctx, &[file()], &mut |_| {}).await;
    report.unwrap()
}

/// The type and id of each entry, as the file has them.
fn entries() -> Vec<(ResourceType, String)> {
    let bundle: Value = serde_json::from_str(&std::fs::read_to_string(file()).unwrap()).unwrap();
    let entries = bundle["entry"].as_array().unwrap().iter();
    let named = |entry: &Value| {
        let text = |name: &str| entry["resource"][name].as_str().unwrap().to_owned();
        (text("resourceType").parse().unwrap(), text("id"))
    };
    entries.map(named).collect()
}

async fn stored(world: &World, kind: ResourceType, id: &str) -> StoredRecord {
    let reader = world.deps.store.read();
    reader.records().find(kind, id).await.unwrap().unwrap()
}

async fn all_of_it_is_taken_once(world: World) {
    let first = imported(&world).await;
    assert_eq!(first.refusals, []);
    assert_eq!(first.stored(), entries().len() as u64);
    let second = imported(&world).await;
    assert_eq!((second.imported, second.updated), (0, 0));
    assert_eq!(second.unchanged, first.imported);
}

async fn each_record_has_these_labels(world: World) {
    imported(&world).await;
    let mut table = String::new();
    for (kind, id) in entries() {
        let record = stored(&world, kind, &id).await;
        let categories = record.categories.iter().map(|one| one.key().to_owned());
        let topics = record.topics.iter().map(|one| format!("! {}", one.key()));
        let unclassified = (!record.classified).then(|| "? unclassified".to_owned());
        let labels: Vec<_> = categories.chain(topics).chain(unclassified).collect();
        writeln!(table, "{kind}/{id}: {}", labels.join(", ")).unwrap();
    }
    insta::assert_snapshot!("labels", table);
}

async fn numbers_and_letters_leave_as_they_came(world: World) {
    imported(&world).await;
    let app = world.app_of(&zoe(), "patient/*.rs", &[LabResults]).await;
    let body = app.get("Observation/lab-plain").await.text();
    assert!(body.contains(r#""value": 6.10,"#), "{body}");
    let body = app.get("Observation/lab-many-codings").await.text();
    let words = r#"quote \" backslash \\ slash / tab\t newline\n"#;
    assert!(body.contains(words), "{body}");
}

async fn an_app_with_lab_results_reads_these(world: World) {
    imported(&world).await;
    let app = world.app_of(&zoe(), "patient/*.rs", &[LabResults]).await;
    let found: BTreeSet<_> = app.follow("Observation?_count=2").await;
    let expected = [
        "lab-contained",
        "lab-in-words",
        "lab-many-codings",
        "lab-part-panel",
        "lab-plain",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
    for hidden in [
        "lab-of-two-kinds",
        "lab-hiv",
        "lab-labelled",
        "lab-restricted",
        "lab-of-ben",
        "pressure",
    ] {
        let answer = app.get(&format!("Observation/{hidden}")).await;
        answer.assert_outcome(404);
    }
}

fn zoe() -> PatientId {
    PatientId::parse("zoe").unwrap()
}
