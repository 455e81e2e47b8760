//! Small records for the two patients.

use serde_json::{Value, json};

pub(crate) const LAB: &str = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

pub(crate) fn patient(id: &str) -> Value {
    json!({ "resourceType": "Patient", "id": id, "name": [{ "family": "Sample" }] })
}

pub(crate) fn observation(id: &str, of: &str, category: &str, day: &str) -> Value {
    json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": category,
        }] }],
        "code": { "coding": [{ "system": "http://loinc.org", "code": "4548-4" }] },
        "subject": { "reference": format!("Patient/{of}") },
        "effectiveDateTime": day,
    })
}

pub(crate) fn lab(id: &str, day: &str) -> Value {
    observation(id, "alice", "laboratory", day)
}

pub(crate) fn with(mut record: Value, field: &str, value: Value) -> Value {
    record[field] = value;
    record
}

/// A security label that an import believes (HL7 v3 ActCode).
pub(crate) fn labelled(record: Value, code: &str) -> Value {
    let label =
        json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": code });
    with(record, "meta", json!({ "security": [label] }))
}

/// Restricted for a reason that nobody can read: stays unsorted.
pub(crate) fn unsorted(record: Value) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    with(
        record,
        "meta",
        json!({ "security": [{ "system": system, "code": "R" }] }),
    )
}

/// What lies around the one lab result that an app may see.
pub(crate) fn a_record_with_much_to_hide() -> Vec<Value> {
    vec![
        patient("alice"),
        patient("bob"),
        lab("shared", "2026-04-01"),
        lab("old", "2019-04-01"),
        labelled(lab("about-hiv", "2026-04-02"), "HIV"),
        unsorted(lab("unsorted", "2026-04-03")),
        observation("pressure", "alice", "vital-signs", "2026-04-04"),
        observation("bobs", "bob", "laboratory", "2026-04-05"),
    ]
}

/// Everything in [`a_record_with_much_to_hide`] that must not be found, and one that is not there.
pub(crate) const HIDDEN: [&str; 6] = [
    "old",
    "about-hiv",
    "unsorted",
    "pressure",
    "bobs",
    "never-was",
];
