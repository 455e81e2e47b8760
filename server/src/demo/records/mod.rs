//! The health records of the demo's people, made up by hand for it: nobody's data, and free to use.

mod build;
mod family;
mod maria;

#[cfg(test)]
mod tests;

use serde_json::{Value, json};

/// A bundle, and the name under which an import reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBundle {
    pub name: &'static str,
    pub text: String,
}

/// All demo records, in the order in which they are imported: what others point at comes first.
pub fn bundles() -> Vec<NamedBundle> {
    let written = |name, text: &str| NamedBundle {
        name,
        text: text.to_owned(),
    };
    let built = |name, records| NamedBundle {
        name,
        text: collection(records),
    };
    vec![
        written("directory", include_str!("directory.json")),
        built("maria, series", maria::series()),
        written("maria", include_str!("maria.json")),
        built("family, series", family::series()),
        written("family", include_str!("family.json")),
    ]
}

fn collection(records: Vec<Value>) -> String {
    let entries: Vec<Value> = records
        .into_iter()
        .map(|resource| json!({ "resource": resource }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}
