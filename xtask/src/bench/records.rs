//! What the sample patient lacks for a whole page: lab results, as a laboratory would send them.

use serde_json::{Value, json};

/// So many results more of the sample patient, one a line.
pub(super) fn more_labs(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|n| lab(n).to_string()).collect();
    lines.join("\n")
}

fn lab(n: usize) -> Value {
    let coded = |system: &str, code: &str, display: &str| json!({ "coding": [{ "system": system, "code": code, "display": display }], "text": display });
    json!({
        "resourceType": "Observation",
        "id": format!("bench-lab-{n}"),
        "status": "final",
        "category": [coded(
            "http://terminology.hl7.org/CodeSystem/observation-category",
            "laboratory",
            "Laboratory",
        )],
        "code": coded("http://loinc.org", "2339-0", "Glucose"),
        "subject": { "reference": "Patient/maria" },
        "effectiveDateTime": format!("2026-{:02}-{:02}T08:00:00Z", 1 + n % 9, 1 + n % 28),
        "valueQuantity": {
            "value": 80 + n,
            "unit": "mg/dL",
            "system": "http://unitsofmeasure.org",
            "code": "mg/dL",
        },
    })
}
