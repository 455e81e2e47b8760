//! By which addresses can an app ask for what was planted?

use std::collections::BTreeSet;

use serde_json::Value;

use super::{App, Planted};

/// All pages of a type, of which several are needed.
pub(super) const WHOLE_TYPE: &str = "?_count=5";

/// Every search that the server names, with the values that each planted record holds, and each type as a whole.
pub(super) async fn of(app: &App<'_>, planted: &[Planted]) -> BTreeSet<String> {
    let statement = app.get("metadata").await.json();
    let types = statement["rest"][0]["resource"].as_array().unwrap();
    let mut paths = BTreeSet::new();
    for one in planted {
        let kind = one.kind();
        paths.insert(format!("{kind}{WHOLE_TYPE}"));
        paths.insert(format!("{kind}?patient=alice&_sort=-_lastUpdated"));
        let served = types.iter().find(|served| served["type"] == kind).unwrap();
        for parameter in served["searchParam"].as_array().unwrap() {
            let (name, is_date) = (
                parameter["name"].as_str().unwrap(),
                parameter["type"] == "date",
            );
            let values = values(&one.body, name, is_date);
            paths.extend(values.map(|value| format!("{kind}?{name}={value}")));
        }
    }
    paths
}

/// The values of a record for a parameter, as somebody would guess them.
fn values(body: &Value, name: &str, is_date: bool) -> impl Iterator<Item = String> {
    let fields: &[&str] = match name {
        "code" => &["code", "medicationCodeableConcept", "vaccineCode", "type"],
        "category" | "type" => &["category", "type"],
        "status" | "clinical-status" => &["clinicalStatus"],
        "vaccine-code" => &["vaccineCode"],
        _ => &["identifier"],
    };
    let concepts = fields.iter().flat_map(|field| match &body[*field] {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    });
    let codes =
        concepts.flat_map(|concept| concept["coding"].as_array().cloned().unwrap_or_default());
    let mut values: Vec<String> = codes
        .filter_map(|coding| coding["code"].as_str().map(str::to_owned))
        .collect();
    match name {
        "_id" => values.extend(body["id"].as_str().map(str::to_owned)),
        "_lastUpdated" => values.push("gt2000".to_owned()),
        "patient" | "subject" => {
            values.extend(["alice", "Patient/alice", "bob"].map(str::to_owned));
        }
        "status" => values.extend(body["status"].as_str().map(str::to_owned)),
        _ if is_date => values.extend(["2026", "ge2026-03-01", "lt2030"].map(str::to_owned)),
        _ => {}
    }
    values.into_iter()
}

/// An error without the number of its own request.
pub(super) fn without_correlation(text: &str) -> Value {
    let mut outcome: Value = serde_json::from_str(text).unwrap();
    for issue in outcome["issue"].as_array_mut().into_iter().flatten() {
        issue["diagnostics"] = Value::Null;
    }
    outcome
}
