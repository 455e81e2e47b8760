//! An address that somebody made up for themselves can tell a topic; one that everybody uses tells nothing.

use super::*;

fn at(address: &str) -> Vec<SensitiveTopic> {
    topics(&format!(
        r#"{{"resourceType":"Observation","extension":[{{"url":"{address}","valueBoolean":true}}]}}"#
    ))
}

#[test]
fn the_words_of_an_address_are_parted_at_their_capitals() {
    use SensitiveTopic::{Hiv, MentalHealth, SubstanceUse, Violence};
    for (name, topic) in [
        ("hivStatus", Hiv),
        ("PTSDScore", MentalHealth),
        ("scoreOfPTSD", MentalHealth),
        ("opioidAbuse", SubstanceUse),
        ("OpioidAbuseX", SubstanceUse),
        ("sexual-assault", Violence),
        ("opioid_abuse", SubstanceUse),
    ] {
        assert_eq!(at(&format!("http://x.example/e/{name}")), [topic], "{name}");
        assert_eq!(at(name), [topic], "{name}");
    }
    assert_eq!(at("http://x.example/e/aPtsdx"), []);
}

#[test]
fn an_address_of_hl7_or_of_a_known_system_tells_nothing() {
    for usual in [
        "http://hl7.org/fhir/StructureDefinition/hiv-status",
        "https://terminology.hl7.org/CodeSystem/hiv-status",
        "http://loinc.org/hiv-status",
    ] {
        assert_eq!(at(usual), [], "{usual}");
    }
    for own in [
        "http://nothl7.org/hiv-status",
        "http://hl7.org.example/hiv-status",
        "urn:x:hl7.org/hiv-status",
    ] {
        assert_eq!(at(own), [SensitiveTopic::Hiv], "{own}");
    }
}

#[test]
fn only_the_fields_that_hold_addresses_are_read_as_such() {
    let record = |field: &str| topics(&format!(r#"{{"resourceType":"Observation",{field}}}"#));
    assert_eq!(
        record(r#""identifier":[{"system":"http://x.example/hivClinic"}]"#),
        [SensitiveTopic::Hiv]
    );
    assert_eq!(record(r#""subject":{"reference":"Patient/hivClinic"}"#), []);
    assert_eq!(record(r#""id":"hivClinic""#), []);
}
