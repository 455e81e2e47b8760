//! Is every search parameter and every include that the CapabilityStatement names there? Each is asked with a value that
//! occurs in one small resource of its type, and must find it.

use chrono::TimeDelta;
use domain::catalogue::{DataCategory, ResourceType, SensitiveTopic};
use fhir::{
    json::{Node, facts},
    search::{self, Value as Found},
};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::world::{App, World};
use crate::on_every_database;

const ONE_OF_EACH: &str = include_str!("../../fhir/src/search/one-of-each.json");

on_every_database!(
    each_parameter_that_is_named_finds_what_is_there,
    each_include_that_is_named_brings_what_is_there
);

/// A value of this resource for a parameter, as an app would ask; `None` if it has none.
fn value(resource: &Value, name: &str, kind: &str) -> Option<String> {
    let text = resource.to_string();
    let root = Node::parse(&text).unwrap();
    let token =
        |one: &facts::Coding<'_>| format!("{}|{}", one.system.unwrap_or_default(), one.code);
    let first = |codings: Vec<facts::Coding<'_>>| codings.first().map(token);
    let of_type: ResourceType = root.text_of("resourceType").unwrap().parse().unwrap();
    let element = search::index(of_type, &root)
        .into_iter()
        .find(|(known, _)| *known == name);
    if let Some((_, found)) = element {
        return Some(match found {
            Found::Coding(coding) => token(&coding),
            Found::Date(lasts) => format!("{}", lasts.start.format("%Y-%m")),
            Found::Text(text) => text.to_uppercase(),
            Found::Reference(target) | Found::Canonical(target) => target.to_owned(),
        });
    }
    match (name, kind) {
        ("_id", _) => resource["id"].as_str().map(str::to_owned),
        ("_lastUpdated", _) => Some("gt2000".to_owned()),
        ("patient" | "subject", _) => Some("Patient/alice".to_owned()),
        ("identifier", _) => first(facts::identifiers(&root)),
        ("category", _) => first(facts::category_codings(&root)),
        ("status", _) => facts::status(&root).map(str::to_owned),
        (_, "reference") => None,
        (_, "date") => facts::when(&root).map(|_| "2026-03".to_owned()),
        _ => first(facts::code_codings(&root)),
    }
}

async fn samples(world: &World) -> Vec<Value> {
    let bundle: Value = serde_json::from_str(ONE_OF_EACH).unwrap();
    let resources = bundle["entry"].as_array().unwrap().iter();
    let resources: Vec<Value> = resources.map(|entry| entry["resource"].clone()).collect();
    world.import(&resources).await;
    resources
}

async fn of_everything(world: &World) -> App<'_> {
    let no_topic = &[] as &[SensitiveTopic];
    world
        .connect("patient/*.rs", DataCategory::ALL, no_topic, None)
        .await
}

/// What the statement says of each type, with the samples of that type.
async fn promised(app: &App<'_>, samples: &[Value]) -> Vec<(Value, Vec<Value>)> {
    let statement = app.get("metadata").await.json();
    let types = statement["rest"][0]["resource"].as_array().unwrap();
    let of = |kind: &Value| {
        let samples = samples.iter().filter(|one| one["resourceType"] == *kind);
        samples.cloned().collect()
    };
    let types = types.iter().map(|one| (one.clone(), of(&one["type"])));
    types.collect()
}

async fn each_parameter_that_is_named_finds_what_is_there(world: World) {
    let samples = samples(&world).await;
    let app = of_everything(&world).await;
    let mut lost = Vec::new();
    for (served, samples) in promised(&app, &samples).await {
        let kind = served["type"].as_str().unwrap();
        for parameter in served["searchParam"].as_array().unwrap() {
            let name = parameter["name"].as_str().unwrap();
            // No app asks all of this within one second.
            world.pass(TimeDelta::seconds(1));
            let with_value = samples.iter().find_map(|one| {
                let value = value(one, name, parameter["type"].as_str().unwrap())?;
                Some((one["id"].as_str().unwrap().to_owned(), value))
            });
            let (id, value) = with_value.expect(name);
            let value: String = byte_serialize(value.as_bytes()).collect();
            let found = app.get(&format!("{kind}?{name}={value}&_count=200")).await;
            assert_eq!(found.status, 200, "{kind}?{name}={value}");
            if !found.ids().contains(&id) {
                lost.push(format!("{kind}?{name}={value}"));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

async fn each_include_that_is_named_brings_what_is_there(world: World) {
    let samples = samples(&world).await;
    let app = of_everything(&world).await;
    let mut lost = Vec::new();
    for (served, samples) in promised(&app, &samples).await {
        let kind = served["type"].as_str().unwrap();
        for along in ["Include", "RevInclude"] {
            let named = served[format!("search{along}")].as_array();
            for value in named.into_iter().flatten().filter_map(Value::as_str) {
                world.pass(TimeDelta::seconds(1));
                let search = format!("{kind}?_{}={value}", along.to_lowercase());
                let mut comes = false;
                for id in samples.iter().filter_map(|one| one["id"].as_str()) {
                    let found = app.get(&format!("{search}&_id={id}")).await;
                    assert_eq!(found.status, 200, "{search}");
                    comes |= found.text().contains(r#""mode":"include""#);
                }
                if !comes {
                    lost.push(search);
                }
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}
