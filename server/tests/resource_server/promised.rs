//! Is every search parameter that the CapabilityStatement names there? Each is asked with a value that occurs in one small
//! resource of its type, and must find it.

use chrono::TimeDelta;
use domain::catalogue::{DataCategory, SensitiveTopic};
use fhir::json::{Node, facts};
use serde_json::Value;

use super::world::World;
use crate::on_every_database;

const ONE_OF_EACH: &str = include_str!("../../fhir/src/search/one-of-each.json");

on_every_database!(each_parameter_that_is_named_finds_what_is_there);

/// A value of this resource for a parameter, as an app would ask.
fn value(resource: &Value, name: &str, kind: &str) -> String {
    let text = resource.to_string();
    let root = Node::parse(&text).unwrap();
    let first = |codings: Vec<facts::Coding<'_>>| {
        let one = codings.first().expect(name);
        format!("{}|{}", one.system.unwrap_or_default(), one.code)
    };
    match (name, kind) {
        ("_id", _) => resource["id"].as_str().unwrap().to_owned(),
        ("_lastUpdated", _) => "gt2000".to_owned(),
        ("patient" | "subject", _) => "Patient/alice".to_owned(),
        ("identifier", _) => first(facts::identifiers(&root)),
        ("category", _) => first(facts::category_codings(&root)),
        ("status" | "clinical-status", _) => facts::status(&root).unwrap().to_owned(),
        (_, "date") => "2026-03".to_owned(),
        _ => first(facts::code_codings(&root)),
    }
}

async fn each_parameter_that_is_named_finds_what_is_there(world: World) {
    let bundle: Value = serde_json::from_str(ONE_OF_EACH).unwrap();
    let resources = bundle["entry"].as_array().unwrap().iter();
    let resources: Vec<Value> = resources.map(|entry| entry["resource"].clone()).collect();
    world.import(&resources).await;
    let app = world
        .connect(
            "patient/*.rs",
            DataCategory::ALL,
            &[] as &[SensitiveTopic],
            None,
        )
        .await;
    let statement = app.get("metadata").await.json();
    let types = statement["rest"][0]["resource"].as_array().unwrap();
    let mut lost = Vec::new();
    for served in types {
        let kind = served["type"].as_str().unwrap();
        let resource = resources
            .iter()
            .find(|resource| resource["resourceType"] == kind)
            .unwrap();
        for parameter in served["searchParam"].as_array().unwrap() {
            let name = parameter["name"].as_str().unwrap();
            // No app asks all of this within one second.
            world.pass(TimeDelta::seconds(1));
            let value = value(resource, name, parameter["type"].as_str().unwrap());
            let found = app.get(&format!("{kind}?{name}={value}&_count=200")).await;
            assert_eq!(found.status, 200, "{kind}?{name}={value}");
            let id = resource["id"].as_str().unwrap().to_owned();
            if !found.ids().contains(&id) {
                lost.push(format!("{kind}?{name}={value}"));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}
