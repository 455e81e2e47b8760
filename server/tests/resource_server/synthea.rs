//! Real-looking records that we did not write: an app that was given lab results reads exactly those.

use std::{collections::BTreeSet, path::PathBuf};

use domain::{
    catalogue::{DataCategory::LabResults, ResourceType},
    ids::PatientId,
};
use serde_json::Value;
use server::operations::records::import_records::import_records;

use crate::resource_server::world::World;

crate::on_every_database!(
    #[ignore = "reads the sample records that SAYSO_TEST_RECORDS names"]
    an_app_with_lab_results_reads_exactly_those
);

const WHOLE_RECORDS: [&str; 2] = [
    "Milan_Beatty_e78d0ed2-1b54-4c30-90ae-f7405af1e402.json",
    "Dana_Feest_fc11f507-fd6d-4512-a77b-c997a24c5c10.json",
];

fn folder() -> PathBuf {
    let records = std::env::var_os("SAYSO_TEST_RECORDS");
    PathBuf::from(records.expect("SAYSO_TEST_RECORDS names a folder of sample records"))
        .join("synthea-r4")
}

async fn is_plain(world: &World, resource: ResourceType, id: &str) -> bool {
    let reader = world.deps.store.read();
    let stored = reader.records().find(resource, id).await.unwrap().unwrap();
    stored.topics.is_empty() && stored.classified
}

fn is_laboratory(observation: &Value) -> bool {
    let codings = observation["category"][0]["coding"].as_array();
    codings.is_some_and(|codings| codings.iter().any(|coding| coding["code"] == "laboratory"))
}

async fn an_app_with_lab_results_reads_exactly_those(world: World) {
    let files: Vec<PathBuf> = WHOLE_RECORDS
        .iter()
        .map(|name| folder().join(name))
        .collect();
    let report = import_records(&world.deps, world.deps.own_context(), &files, &mut |_| {})
        .await
        .unwrap();
    assert_eq!(report.refused, 0, "{report:?}");
    let bundle: Value = serde_json::from_str(&std::fs::read_to_string(&files[0]).unwrap()).unwrap();
    let resources: Vec<&Value> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["resource"])
        .collect();
    let patient = PatientId::parse(resources[0]["id"].as_str().unwrap()).unwrap();

    let app = world.app_of(&patient, "patient/*.rs", &[LabResults]).await;
    let served = app.follow("Observation?_count=20").await;
    let mut labs = BTreeSet::new();
    for observation in resources
        .iter()
        .filter(|one| one["resourceType"] == "Observation")
    {
        let id = observation["id"].as_str().unwrap();
        if is_laboratory(observation) && is_plain(&world, ResourceType::Observation, id).await {
            labs.insert(id.to_owned());
        }
    }
    assert!(labs.len() > 10, "the sample has lab results");
    assert_eq!(served, labs);
    for other in [
        "Condition",
        "MedicationRequest",
        "Encounter",
        "Patient",
        "Claim",
    ] {
        app.get(other).await.assert_outcome(403);
    }
}
