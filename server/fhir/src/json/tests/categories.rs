//! A resource belongs to the kinds of data that its category names, in codes or in words, and to all possible kinds
//! where it names none that is known.

use domain::catalogue::{CategorySet, DataCategory, ResourceType};

use super::*;

fn categories(kind: ResourceType, category: &str) -> CategorySet {
    let json = format!(r#"{{"category":{category}}}"#);
    facts::categories(kind, &Node::parse(&json).unwrap())
}

fn unmapped(kind: ResourceType, category: &str) -> Option<String> {
    let json = format!(r#"{{"category":{category}}}"#);
    facts::unmapped_category(kind, &Node::parse(&json).unwrap())
}

const LABORATORY: &str = r#"{"coding":[{"code":"laboratory",
    "system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}"#;

#[test]
fn a_code_and_words_name_the_kind_of_data() {
    let lab = CategorySet::of(DataCategory::LabResults);
    assert_eq!(categories(ResourceType::Observation, LABORATORY), lab);
    assert_eq!(
        categories(ResourceType::Observation, r#"[{"text":"Laboratorio"}]"#),
        lab
    );
    let both = format!(r#"[{LABORATORY},{{"text":"vital signs"}}]"#);
    let found = categories(ResourceType::Observation, &both);
    assert!(found.contains(DataCategory::LabResults) && found.contains(DataCategory::VitalSigns));
}

/// The words beside a code are those of the code.
#[test]
fn words_count_only_where_there_is_no_code() {
    let local =
        r#"[{"text":"Laboratory","coding":[{"system":"http://local.example","code":"L"}]}]"#;
    let possible = CategorySet::of_resource(ResourceType::Observation);
    assert_eq!(categories(ResourceType::Observation, local), possible);
}

#[test]
fn a_category_of_another_system_is_not_ours() {
    let other = r#"[{"coding":[{"system":"http://local.example","code":"laboratory"}]}]"#;
    let possible = CategorySet::of_resource(ResourceType::Observation);
    assert_eq!(categories(ResourceType::Observation, other), possible);
    assert_eq!(
        unmapped(ResourceType::Observation, other).as_deref(),
        Some("laboratory")
    );
}

#[test]
fn a_type_that_is_of_one_kind_needs_no_category() {
    let any = r#"[{"text":"whatever"}]"#;
    let procedures = CategorySet::of_resource(ResourceType::Procedure);
    assert_eq!(procedures.len(), 1);
    assert_eq!(categories(ResourceType::Procedure, any), procedures);
    assert_eq!(unmapped(ResourceType::Procedure, any), None);
}

#[test]
fn a_category_that_maps_to_nothing_is_named_by_its_code_or_its_words() {
    let observation = |category: &str| unmapped(ResourceType::Observation, category);
    let coded = r#"[{"text":"Odd","coding":[{"system":"http://local.example","code":"ODD"}]}]"#;
    assert_eq!(observation(coded).as_deref(), Some("ODD"));
    assert_eq!(observation(r#"[{"text":"Odd"}]"#).as_deref(), Some("Odd"));
    assert_eq!(observation("[]"), None);
    assert_eq!(observation(&format!("[{LABORATORY}]")), None);
    assert_eq!(observation(r#"[{"text":"Lab"},{"text":"Odd"}]"#), None);
    let known_beside_unknown = format!(r#"[{LABORATORY},{{"coding":[{{"code":"ODD"}}]}}]"#);
    assert_eq!(observation(&known_beside_unknown), None);
}

/// `AllergyIntolerance.category` is a bare code, whose system R4 fixes.
#[test]
fn a_bare_category_is_found_by_the_system_that_r4_fixes() {
    let root = Node::parse(r#"{"category":["food","medication"]}"#).unwrap();
    let found = facts::category_codings(&root);
    let system = Some("http://hl7.org/fhir/allergy-intolerance-category");
    assert!(found.iter().all(|one| one.system == system));
    assert_eq!(
        found.iter().map(|one| one.code).collect::<Vec<_>>(),
        ["food", "medication"]
    );
}
