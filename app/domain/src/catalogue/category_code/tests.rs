//! Which category does a code put a resource into, however it is spelt, and what of codes that nobody knows?

use super::*;

fn observation(codes: &[&'static str]) -> CategorySet {
    let codes = codes.iter().map(|code| Code {
        system: Some(system::OBSERVATION),
        code,
    });
    CategorySet::classify(ResourceType::Observation, codes)
}

#[test]
fn an_observation_with_two_codes_belongs_to_both_categories() {
    let both = observation(&["laboratory", "survey"]);
    assert_eq!(
        both,
        [DataCategory::LabResults, DataCategory::Surveys]
            .into_iter()
            .collect()
    );
}

#[test]
fn a_catch_all_is_never_a_grant() {
    assert_eq!(observation(&[]), CategorySet::of(DataCategory::Tests));
    let any = CategorySet::of_resource(ResourceType::Observation);
    assert_eq!(observation(&["local-exam"]), any);
    let report = CategorySet::classify(ResourceType::DiagnosticReport, []);
    assert_eq!(
        report,
        CategorySet::of_resource(ResourceType::DiagnosticReport)
    );
}

#[test]
fn a_named_service_is_found_in_every_spelling_of_its_table() {
    for system in [
        Some("http://terminology.hl7.org/CodeSystem/v2-0074"),
        Some("https://terminology.hl7.org/CodeSystem/v2-0074/"),
        Some("http://hl7.org/fhir/v2/0074"),
        Some("urn:oid:2.16.840.1.113883.12.74"),
        None,
    ] {
        for (code, category) in [
            ("HM", DataCategory::LabResults),
            ("MB", DataCategory::LabResults),
            ("CT", DataCategory::Imaging),
            ("CUS", DataCategory::Imaging),
        ] {
            let found = category_of_code(ResourceType::DiagnosticReport, Code { system, code });
            assert_eq!(found, Some(category), "{system:?} {code}");
        }
    }
}

#[test]
fn a_condition_without_a_category_is_on_the_problem_list() {
    let set = CategorySet::classify(ResourceType::Condition, []);
    assert_eq!(set, CategorySet::of(DataCategory::Problems));
}

#[test]
fn a_code_of_a_foreign_system_says_nothing() {
    let code = Code {
        system: Some("http://example.org"),
        code: "laboratory",
    };
    assert_eq!(category_of_code(ResourceType::Observation, code), None);
}
