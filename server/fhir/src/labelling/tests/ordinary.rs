//! Is anything hidden or left unsorted that touches no topic? Hiding it is a fault of its own (45 CFR 171). The facts and
//! records are tables (`cases/ordinary.csv`, `cases/ordinary.ndjson`) that hold names of the code systems, and nothing of the lists.

use serde_json::{Value, json};

use super::*;

const FACTS: &str = include_str!("cases/ordinary.csv");
const RECORDS: &str = include_str!("cases/ordinary.ndjson");

fn facts() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| {
        let columns: Vec<&str> = line.split('|').collect();
        let [system, code, display] = columns.try_into().unwrap();
        (system, code, display)
    })
}

/// The address of a system, and whether its harmless codes are harmless without a word.
fn system(name: &str) -> (&'static str, bool) {
    match name {
        "icd10" => ("http://hl7.org/fhir/sid/icd-10-cm", true),
        "icd9" => ("http://hl7.org/fhir/sid/icd-9-cm", true),
        "icd11" => ("http://id.who.int/icd/release/11/mms", true),
        "cpt" => ("http://www.ama-assn.org/go/cpt", true),
        "atc" => ("http://www.whocc.no/atc", true),
        "cvx" => ("http://hl7.org/fhir/sid/cvx", true),
        "msdrg" => ("MS-DRG", true),
        "pos" => (
            "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set",
            true,
        ),
        "discharge" => ("http://www.nubc.org/patient-discharge", true),
        "nucc" => ("http://nucc.org/provider-taxonomy", true),
        "specimen" => ("http://terminology.hl7.org/CodeSystem/v2-0487", true),
        "snomed" => ("http://snomed.info/sct", false),
        "loinc" => ("http://loinc.org", false),
        "rxnorm" => ("http://www.nlm.nih.gov/research/umls/rxnorm", false),
        "ndc" => ("http://hl7.org/fhir/sid/ndc", false),
        "hcpcs" => (
            "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
            false,
        ),
        "cdt" => ("http://www.ada.org/cdt", false),
        "revenue" => ("https://www.nubc.org/CodeSystem/RevenueCodes", false),
        _ => ("http://hospital.example/codes", false),
    }
}

fn records_of(name: &str, concept: &Value) -> Vec<Value> {
    let words = json!({ "resourceType": "Condition", "code": { "text": "Note" }, "evidence": [{ "code": [concept] }] });
    match name {
        "rxnorm" | "ndc" | "atc" => vec![
            json!({ "resourceType": "MedicationRequest", "medicationCodeableConcept": concept }),
            json!({ "resourceType": "MedicationDispense", "medicationCodeableConcept": concept }),
            json!({ "resourceType": "Medication", "code": concept }),
            json!({ "resourceType": "ExplanationOfBenefit", "item": [{ "productOrService": concept }] }),
        ],
        "cvx" => vec![json!({ "resourceType": "Immunization", "vaccineCode": concept })],
        _ => vec![
            json!({ "resourceType": "Condition", "code": concept }),
            json!({ "resourceType": "Observation", "code": concept, "valueString": "As expected" }),
            json!({ "resourceType": "Procedure", "code": concept }),
            json!({ "resourceType": "Claim", "diagnosis": [{ "diagnosisCodeableConcept": concept }] }),
            words,
        ],
    }
}

#[test]
fn no_ordinary_fact_is_hidden_or_unsorted() {
    let (mut tried, mut faults) = (0, Vec::new());
    for (name, code, display) in facts() {
        let (address, needs_no_words) = system(name);
        let coding = json!({ "system": address, "code": code, "display": display });
        let mut concepts = vec![
            json!({ "coding": [coding], "text": display }),
            json!({ "text": display }),
        ];
        concepts.push(json!({ "coding": [{ "code": code, "display": display }] }));
        if needs_no_words && name != "atc" {
            concepts.push(json!({ "coding": [{ "system": address, "code": code }] }));
        }
        for record in concepts
            .iter()
            .flat_map(|concept| records_of(name, concept))
        {
            tried += 1;
            let label = labelled(&record.to_string());
            if label != Label::default() {
                faults.push(format!("{label:?} {record}"));
            }
        }
    }
    assert!(tried > 2_500, "{tried}");
    assert!(
        faults.is_empty(),
        "{} of {tried}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn no_ordinary_record_is_hidden_or_unsorted() {
    let kinds: BTreeSet<String> = RECORDS
        .lines()
        .map(|record| {
            assert_eq!(labelled(record), Label::default(), "{record}");
            let read: Value = serde_json::from_str(record).unwrap();
            read["resourceType"].as_str().unwrap().to_owned()
        })
        .collect();
    // Content stands in no record of its own here.
    assert_eq!(kinds.len(), ResourceType::ALL.len() - 1, "{kinds:?}");
}
