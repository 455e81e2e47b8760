//! A code is a member of a class only if it looks like a code of its system.

use super::*;

fn is_harmless(system: &str, code: &str) -> bool {
    lists::is_harmless(systems::named(Some(system)), code)
}

/// Each stands in a harmless class by its beginning; those behind it are too short, too long or hold a letter too many.
const SHAPES: &[(&str, &[&str], &[&str])] = &[
    (
        "icd10",
        &["J45", "J45.909", "T20.012A"],
        &["JX5", "J45.90912"],
    ),
    ("icd9", &["250.00", "V10.5", "E880.0"], &["2X0", "250.000"]),
    ("icd9proc", &["45", "45.23"], &["4X", "45.234"]),
    ("icd10pcs", &["0DTJ4ZZ"], &["0DTJ4Z", "0DTJ4ZZZ"]),
    ("cpt", &["71046", "7104F"], &["71X46", "710461"]),
    ("hcpcs", &["E0110"], &["E0X10", "E01101"]),
    ("msdrg", &["470"], &["4X0", "4701"]),
    ("pos", &["11"], &["1X", "111"]),
    ("cvx", &["8", "140"], &["", " ", "HIV7", "1401"]),
    ("atc", &["C09", "C09AA03"], &["C", "C0", "C09AA031"]),
];

#[test]
fn what_begins_like_a_harmless_class_and_is_no_code_is_not_harmless() {
    for (system, codes, others) in SHAPES {
        for code in *codes {
            assert!(is_harmless(system, code), "{system} {code}");
        }
        for other in *others {
            assert!(!is_harmless(system, other), "{system} {other}");
        }
    }
}

/// Without a system `F10-0001` is no ICD-10 code, and `9083700` none of CPT.
#[test]
fn a_code_without_a_system_is_one_of_those_whose_shape_it_has() {
    let topics = |code| lists::topics(systems::Named::None, code, false);
    assert!(topics("F10.20").contains(SensitiveTopic::SubstanceUse));
    assert!(topics("F10-000001").is_empty());
    assert!(topics("90837").contains(SensitiveTopic::MentalHealth));
    assert!(topics("9083700").is_empty());
}

#[test]
fn a_code_that_is_longer_than_any_on_the_lists_is_not_searched_for() {
    let code = |length: usize| format!("F10{}", "1".repeat(length - 3));
    assert!(!found("icd10", &code(64)).is_empty());
    assert!(found("icd10", &code(65)).is_empty());
    let unit = |length: usize| "m".repeat(length);
    assert!(is_harmless("http://unitsofmeasure.org", &unit(64)));
    assert!(!is_harmless("http://unitsofmeasure.org", &unit(65)));
}

/// `301` beside words is a number of a local list; a code that begins with a nought, or of a system of single numbers,
/// is none.
#[test]
fn a_number_beside_words_is_a_code_of_systems_that_list_single_numbers() {
    for number in ["301", "90837", "885", "51", "9461"] {
        let label = condition(&format!(r#"{{"code":"{number}","display":"Glucose"}}"#));
        assert!(label.topics.is_empty(), "{number}");
        let bare = condition(&format!(r#"{{"code":"{number}"}}"#));
        assert!(!bare.topics.is_empty(), "{number}");
    }
    for number in ["042", "86406008"] {
        let label = condition(&format!(r#"{{"code":"{number}","display":"Second test"}}"#));
        assert_eq!(label.topics, TopicSet::of(SensitiveTopic::Hiv), "{number}");
    }
}

#[test]
fn a_code_is_found_as_its_system_lets_it_be_written() {
    use SensitiveTopic::{Genetics, Hiv, MentalHealth, SubstanceUse};
    for (system, code, topic) in [
        ("icd11", "1C62&XN8LS/ME05", Hiv),
        ("icd11", "8a01.10", Genetics),
        ("icd9", "\u{feff}042", Hiv),
        ("icd9proc", "94.61 ", SubstanceUse),
        ("icd10pcs", "hz2zzzz", SubstanceUse),
        ("cpt", "90837-95", MentalHealth),
        ("cpt", "90837 GT", MentalHealth),
        ("hcpcs", "h0020:HF", SubstanceUse),
        ("loinc", "75622\u{200b}-1", Hiv),
        ("loinc", "75622-\u{7}1", Hiv),
        ("loinc", "75\u{feff}622-1", Hiv),
        ("atc", "n07bc02", SubstanceUse),
        ("nucc", "101ya0400x", SubstanceUse),
        ("v2-0074", "ge", Genetics),
        ("snomed", "86406008 |HIV infection|", Hiv),
        ("snomed", "86406008|HIV infection|", Hiv),
    ] {
        assert!(found(system, code).contains(topic), "{system} {code}");
    }
}

#[test]
fn an_address_with_the_name_of_a_system_in_it_is_enough_to_hide() {
    for (part, code) in [
        ("icd10pcs", "HZ2ZZZZ"),
        ("cie-10", "F10"),
        ("ICD9CM-proc", "94.61"),
        ("icd-9", "042"),
        ("cie-9", "042"),
        ("icd-11", "1C62"),
        ("snomed", "86406008"),
        ("loinc", "75622-1"),
        ("rxnorm", "6813"),
        ("hcpcs", "H0020"),
        ("cpt", "90837"),
        ("ms-drg", "885"),
        ("whocc", "N07BC02"),
    ] {
        let system = format!("http://hospital.example/lists/{part}/v2");
        assert!(!found(&system, code).is_empty(), "{system}");
        assert!(!is_harmless(&system, "J45"), "{system}");
    }
}
