//! A coded fact touches topics, is harmless, or is not known: in every spelling of every system.

use super::*;

/// What each spelling stands before: a code that is sensitive in the system.
const SPELLINGS: &[(&str, &[&str])] = &[
    (
        "B20",
        &[
            "http://hl7.org/fhir/sid/icd-10",
            "http://hl7.org/fhir/sid/icd-10-cm",
            "https://hl7.org/fhir/sid/icd-10-cm/",
            "http://hl7.org/fhir/sid/icd-10-cm|2024",
            "http://hl7.org/fhir/sid/icd-10-de",
            "urn:oid:2.16.840.1.113883.6.90",
            "2.16.840.1.113883.6.3",
            "ICD-10-CM",
            "icd10",
            "ICD 10",
            "http://hospital.example/codes/ICD-10-CM",
        ],
    ),
    (
        "042",
        &[
            "http://hl7.org/fhir/sid/icd-9-cm",
            "http://hl7.org/fhir/sid/icd-9-cm/diagnosis",
            "urn:oid:2.16.840.1.113883.6.103",
            "OID:2.16.840.1.113883.6.2",
            "ICD9",
            "ICD-9-CM",
        ],
    ),
    (
        "296.30",
        &[
            "urn:oid:2.16.840.1.113883.6.103",
            "icd9",
            "http://hl7.org/fhir/sid/icd-9-cm",
        ],
    ),
    (
        "94.61",
        &[
            "http://hl7.org/fhir/sid/icd-9-cm/procedure",
            "urn:oid:2.16.840.1.113883.6.104",
        ],
    ),
    (
        "1C62",
        &[
            "http://id.who.int/icd/release/11/mms",
            "https://id.who.int/icd/release/11/2024-01/mms",
            "http://hl7.org/fhir/sid/icd-11",
            "ICD-11",
        ],
    ),
    (
        "86406008",
        &[
            "http://snomed.info/sct",
            "https://snomed.info/sct",
            "http://snomed.info/sct/731000124108/version/20240301",
            "http://www.snomed.info/sct/",
            "urn:oid:2.16.840.1.113883.6.96",
            "SNOMED CT",
            "SNOMED-CT",
            "SCT",
        ],
    ),
    (
        "75622-1",
        &[
            "http://loinc.org",
            "https://loinc.org/",
            "urn:oid:2.16.840.1.113883.6.1",
            "LOINC",
            "LN",
        ],
    ),
    (
        "90837",
        &[
            "http://www.ama-assn.org/go/cpt",
            "urn:oid:2.16.840.1.113883.6.12",
            "CPT",
            "CPT-4",
        ],
    ),
    (
        "H0020",
        &[
            "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
            "urn:oid:2.16.840.1.113883.6.285",
            "HCPCS",
        ],
    ),
    (
        "6813",
        &[
            "http://www.nlm.nih.gov/research/umls/rxnorm",
            "urn:oid:2.16.840.1.113883.6.88",
            "RxNorm",
        ],
    ),
    (
        "N07BC02",
        &[
            "http://www.whocc.no/atc",
            "urn:oid:2.16.840.1.113883.6.73",
            "ATC",
        ],
    ),
];

#[test]
fn a_sensitive_code_is_found_in_every_spelling_of_its_system() {
    for (code, systems) in SPELLINGS {
        for system in *systems {
            let coded = condition(&format!(r#"{{"system":"{system}","code":"{code}"}}"#));
            assert!(!coded.topics.is_empty(), "{system} {code}");
        }
    }
}

#[test]
fn a_sensitive_code_without_a_system_is_one_of_any_system() {
    for (code, _) in SPELLINGS {
        let bare = condition(&format!(r#"{{"code":"{code}"}}"#));
        assert!(!bare.topics.is_empty(), "{code}");
    }
}

#[test]
fn a_sensitive_code_hides_whatever_its_words_say() {
    let coded = condition(
        r#"{"system":"http://hl7.org/fhir/sid/icd-9-cm","code":"042","display":"Chronic infection"}"#,
    );
    assert_eq!(coded.topics, TopicSet::of(SensitiveTopic::Hiv));
}

#[test]
fn a_code_without_words_outside_every_class_is_not_known() {
    for coding in [
        r#"{"system":"http://snomed.info/sct","code":"99999999"}"#,
        r#"{"system":"http://loinc.org","code":"99999-9"}"#,
        r#"{"system":"http://hospital.example/codes","code":"DX-17"}"#,
        r#"{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"999999"}"#,
        r#"{"code":"DX-17"}"#,
        r#"{"system":"http://hospital.example/ICD-10","code":"J45"}"#,
        // No ICD-10 code looks like this.
        r#"{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"TOP-SECRET"}"#,
    ] {
        let label = condition(coding);
        assert!(
            label.topics.is_empty() && !label.is_classified(),
            "{coding}"
        );
    }
}

#[test]
fn a_code_of_a_class_that_is_harmless_needs_no_words() {
    for (system, code) in [
        ("http://hl7.org/fhir/sid/icd-10-cm", "J45.909"),
        ("http://hl7.org/fhir/sid/icd-9-cm", "250.00"),
        ("http://hl7.org/fhir/sid/icd-9-cm", "305.1"),
        ("http://id.who.int/icd/release/11/mms", "BA00"),
        ("http://hl7.org/fhir/sid/cvx", "140"),
        ("http://www.ama-assn.org/go/cpt", "99213"),
        ("http://www.whocc.no/atc", "C09AA03"),
        ("http://loinc.org", "8302-2"),
    ] {
        let label = condition(&format!(r#"{{"system":"{system}","code":"{code}"}}"#));
        assert_eq!(label, Label::default(), "{system} {code}");
    }
}

#[test]
fn words_that_touch_nothing_make_a_code_harmless() {
    let display =
        condition(r#"{"system":"http://hospital.example","code":"7","display":"Broken arm"}"#);
    assert_eq!(display, Label::default());
    let text = labelled(
        r#"{"resourceType":"Condition","code":{"text":"Asma bronquial","coding":[{"code":"X-7"}]}}"#,
    );
    assert_eq!(text, Label::default());
}

#[test]
fn words_that_say_nothing_or_cannot_be_read_do_not() {
    for display in [
        "DX-17",
        "Unknown",
        "Other diagnosis",
        "17",
        "妊娠",
        "Диагноз",
        "НІV positive",
        "Zustand nach Operation mit Naht und der Verband",
    ] {
        let coding = format!(
            r#"{{"system":"http://hospital.example","code":"DX-17","display":"{display}"}}"#
        );
        assert!(!condition(&coding).is_classified(), "{display}");
    }
}

#[test]
fn a_record_in_a_language_that_no_list_reads_is_not_known() {
    let record = |language| {
        labelled(&format!(
            r#"{{"resourceType":"Condition","language":"{language}","code":{{"text":"Schwangere Frau"}}}}"#
        ))
    };
    assert!(!record("de-DE").is_classified());
    let english =
        labelled(r#"{"resourceType":"Condition","language":"en-US","code":{"text":"Cough"}}"#);
    assert_eq!(english, Label::default());
    let narrative = r#"{"resourceType":"Condition","code":{"text":"Cough"},
        "text":{"div":"<div lang='fr'>Toux</div>"}}"#;
    assert!(!labelled(narrative).is_classified());
}

#[test]
fn one_sensitive_coding_of_a_concept_is_enough() {
    let nested = labelled(
        r#"{"resourceType":"Procedure","code":{"coding":[
        {"system":"http://www.ama-assn.org/go/cpt","code":"99213"},
        {"system":"http://hospital.example","code":"1","display":"Long visit",
         "extension":[{"url":"http://hospital.example/same","valueCodeableConcept":{"coding":[
            {"system":"urn:oid:2.16.840.1.113883.6.90","code":"F33.1"}]}}]}],"text":"Long visit"}}"#,
    );
    assert_eq!(nested.topics, TopicSet::of(SensitiveTopic::MentalHealth));
}

#[test]
fn a_clinical_class_speaks_for_the_other_codings_of_its_concept_an_administrative_one_does_not() {
    let local = r#"{"system":"http://hospital.example","code":"A1"}"#;
    let clinical = r#"{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"J45"}"#;
    assert!(condition(&format!("{local},{clinical}")).is_classified());
    let form = r#"{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}"#;
    assert!(!condition(&format!("{local},{form}")).is_classified());
}

#[test]
fn the_letters_of_a_local_code_are_words_too() {
    let label = condition(
        r#"{"system":"http://lab.example","code":"HIV-CONFIRM","display":"Second test"}"#,
    );
    assert_eq!(label.topics, TopicSet::of(SensitiveTopic::Hiv));
}

#[test]
fn a_number_of_a_local_list_is_no_icd_9_code_if_words_say_what_it_is() {
    let label = condition(r#"{"code":"301","display":"Glucose"}"#);
    assert_eq!(label, Label::default());
}

#[test]
fn units_tags_and_codes_of_hl7_are_no_facts() {
    let observation = labelled(
        r#"{"resourceType":"Observation","status":"final",
        "meta":{"tag":[{"system":"http://hospital.example/tags","code":"batch-5"}]},
        "category":[{"coding":[{"system":"http://hl7.org/fhir/observation-category","code":"laboratory"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
        "valueQuantity":{"value":90,"unit":"mg/dL","code":"mg/dL"},
        "interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N"}]}]}"#,
    );
    assert_eq!(observation, Label::default());
}

#[test]
fn with_hide_nothing_passes_by_its_words_alone() {
    let hide = |json: &str| labelled_with(UnlistedCodes::Hide, json).is_classified();
    assert!(!hide(
        r#"{"resourceType":"Condition","code":{"text":"Cough"}}"#
    ));
    assert!(!hide(
        r#"{"resourceType":"Condition","code":{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"Cough"}]}}"#
    ));
    assert!(!hide(
        r#"{"resourceType":"MedicationRequest","medicationCodeableConcept":{"text":"Metformin 500 MG"}}"#
    ));
    assert!(hide(
        r#"{"resourceType":"Condition","code":{"text":"Cough","coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"R05"}]}}"#
    ));
}

#[test]
fn poisoning_on_purpose_is_told_by_the_sixth_character() {
    let code = |code| found("http://hl7.org/fhir/sid/icd-10-cm", code);
    assert!(code("T39.012A").contains(SensitiveTopic::MentalHealth));
    assert!(code("T39.013A").contains(SensitiveTopic::Violence));
    assert!(code("T39.011A").is_empty());
    // A burn of the left ear.
    assert!(code("T20.012A").is_empty());
}
