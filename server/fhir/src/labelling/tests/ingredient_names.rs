//! An ingredient is found in the spellings of two languages, and nothing that only looks like one.

use super::*;
use crate::labelling::Doubt;
use crate::labelling::forms::says_what_it_is;
use crate::labelling::ingredients::{are_told, topics};

#[test]
fn british_spanish_and_older_spellings_are_the_same_name() {
    for name in [
        "Sulphasalazine 500 mg",
        "Levotiroxina 50 mcg",
        "Clortalidona 25 mg",
        "Cetoconazol 200 mg",
        "Senna 8.6 mg",
        "Sen 8.6 mg",
        "Ferrous sulphate 325 mg",
        "Hidralazina 25 mg",
        "Eritropoyetina 4000 UI",
        "Ácido fólico 1 mg",
        "Folic acid 1 mg",
    ] {
        assert!(are_told(name), "{name}");
    }
}

/// Names that are too short to be told from other words, and salts of many, are told by nothing but themselves: a medicine
/// of theirs stays hidden.
const NEVER_TOLD: &[&str] = &[
    "sodium_phosphate",
    "phosphate",
    "urea",
    "aloe",
    "egg",
    "eggs",
    "grass",
    "bee",
    "tree",
];

#[test]
fn every_ingredient_of_the_harmless_classes_is_told_by_its_name() {
    for columns in rows::lines(crate::labelling::ingredients::HARMLESS) {
        for name in columns[2].split_whitespace() {
            let written = name.replace('*', "newda").replace('_', " ");
            assert_ne!(are_told(&written), NEVER_TOLD.contains(&name), "{name}");
        }
    }
}

#[test]
fn an_ingredient_of_a_topic_is_found_in_every_spelling() {
    use SensitiveTopic::{Hiv, MentalHealth, SexualReproductive};
    for (word, topic) in [
        ("oestradiol", SexualReproductive),
        ("etinil", SexualReproductive),
        ("litium", MentalHealth),
        ("lopinavir", Hiv),
        ("newtegravir", Hiv),
    ] {
        assert!(topics(word).contains(topic), "{word}");
    }
    for word in ["navir", "azepam", "xazepam", "metformin"] {
        assert!(topics(word).is_empty(), "{word}");
    }
}

/// `-olol` is the stem of the beta blockers, and no medicine by itself.
#[test]
fn a_stem_is_the_end_of_a_longer_name() {
    assert!(are_told("Newpranolol 5 mg"));
    assert!(are_told("Pyolol 5 mg"));
    for name in ["Olol 5 mg", "Xolol 5 mg", "Ololbrand 5 mg"] {
        assert!(!are_told(name), "{name}");
    }
}

#[test]
fn what_stands_in_brackets_is_a_brand() {
    assert!(are_told("Metformin 500 MG [Glucophage]"));
    assert!(are_told("[Glucophage] Metformin 500 MG"));
    assert!(!are_told("Brandol 500 MG [Metformin]"));
    assert!(!are_told("[Metformin] Brandol 500 MG"));
}

#[test]
fn every_part_of_a_combination_is_told_or_none_is() {
    for both in [
        "A / B", "A + B", "A and B", "A with B", "A y B", "A con B", "A; B", "A (B)", "{A} B",
    ] {
        let with = |second: &str| {
            let name = both.replace('A', "Metformin 500 MG");
            name.replace('B', second)
        };
        assert!(are_told(&with("Sitagliptin 50 MG")), "{both}");
        assert!(!are_told(&with("Unheardof 50 MG")), "{both}");
    }
    assert!(!are_told(""));
    assert!(!are_told("28 Day Pack"));
}

#[test]
fn units_forms_numbers_and_single_letters_say_nothing() {
    for word in ["mg", "tablet", "tabletas", "12", "5mg", "b", "sodium"] {
        assert!(!says_what_it_is(word), "{word}");
    }
    for word in ["iron", "zn", "metformin"] {
        assert!(says_what_it_is(word), "{word}");
    }
}

#[test]
fn a_claim_of_a_pharmacy_names_medicines_and_another_claim_does_not() {
    let claim = |kind: &str, product: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Claim","type":{{"coding":[{{"code":"{kind}"}}]}},
            "item":[{{"productOrService":{product}}}]}}"#
        ))
    };
    let pack = r#"{"text":"Packdol 28 Day Pack"}"#;
    assert_eq!(claim("pharmacy", pack).doubts, [Doubt::Medicine(None)]);
    assert_eq!(claim("institutional", pack), Label::default());
    let visit = r#"{"coding":[{"system":"http://snomed.info/sct","code":"185349003","display":"Encounter for check up"}]}"#;
    assert_eq!(claim("pharmacy", visit), Label::default());
    let local = r#"{"coding":[{"system":"http://hospital.example","code":"7","display":"Encounter for check up"}]}"#;
    assert_eq!(
        claim("pharmacy", local).doubts,
        [Doubt::Medicine(Some("7".to_owned()))]
    );
}
