//! What a sender marks is taken at its word: a topic that we know, or a reason that we cannot read.

use super::*;
use crate::labelling::Doubt;

fn secured(codings: &str) -> Label {
    labelled(&format!(
        r#"{{"resourceType":"Observation","meta":{{"security":[{codings}]}}}}"#
    ))
}

const CONFIDENTIALITY: [&str; 3] = [
    r#""system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","#,
    r#""system":"urn:oid:2.16.840.1.113883.5.25","#,
    "",
];

#[test]
fn restricted_is_a_reason_to_hide_in_every_spelling_of_the_system() {
    for system in CONFIDENTIALITY {
        for (code, doubts) in [
            ("R", &[Doubt::Restricted][..]),
            ("V", &[Doubt::Restricted]),
            ("N", &[]),
            ("L", &[]),
        ] {
            let label = secured(&format!(r#"{{{system}"code":"{code}"}}"#));
            assert_eq!(label.doubts, doubts, "{system} {code}");
        }
    }
}

#[test]
fn a_letter_of_another_system_is_no_confidentiality() {
    let volt = r#"{"system":"http://unitsofmeasure.org","code":"V"}"#;
    assert_eq!(secured(volt), Label::default());
}

/// One mark that is known does not take away the one before it, which is not.
#[test]
fn every_mark_counts_wherever_it_stands_among_the_others() {
    let restricted = r#"{"code":"R"}"#;
    let unknown = r#"{"system":"http://hospital.example","code":"VIP"}"#;
    let normal =
        r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}"#;
    for mark in [restricted, unknown] {
        for both in [format!("{mark},{normal}"), format!("{normal},{mark}")] {
            assert_eq!(secured(&both).doubts, [Doubt::Restricted], "{both}");
        }
    }
}

#[test]
fn restricted_for_a_topic_that_is_named_needs_no_other_reason() {
    let named = r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"SUD"}"#;
    let label = secured(&format!(r#"{{"code":"R"}},{named}"#));
    assert_eq!(label.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
    assert!(label.is_classified());
    let letters = secured(r#"{"system":"http://hospital.example","code":"HIV-CLINIC"}"#);
    assert_eq!(letters.topics, TopicSet::of(SensitiveTopic::Hiv));
    assert!(letters.is_classified());
}

#[test]
fn a_code_of_hl7_in_a_system_that_nobody_knows_hides_and_explains_nothing() {
    let label = secured(r#"{"system":"http://hospital.example/labels","code":"ETH"}"#);
    assert!(!label.topics.is_empty());
    assert_eq!(label.doubts, [Doubt::Restricted]);
}

#[test]
fn a_tag_of_a_workflow_can_tell_a_topic_by_its_code_its_letters_and_its_words() {
    for tag in [
        r#"{"system":"http://snomed.info/sct","code":"86406008"}"#,
        r#"{"system":"http://hospital.example","code":"HIV-CLINIC"}"#,
        r#"{"system":"http://hospital.example","code":"7","display":"HIV clinic"}"#,
    ] {
        let label = labelled(&format!(
            r#"{{"resourceType":"Observation","meta":{{"tag":[{tag}]}}}}"#
        ));
        assert_eq!(label.topics, TopicSet::of(SensitiveTopic::Hiv), "{tag}");
    }
}

#[test]
fn the_code_of_a_unit_can_tell_a_topic_and_raises_no_doubt() {
    let quantity = |code: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Observation","valueQuantity":{{"value":1,"system":"http://hospital.example","code":"{code}"}}}}"#
        ))
    };
    assert_eq!(quantity("pack"), Label::default());
    assert_eq!(
        quantity("HIV-copies").topics,
        TopicSet::of(SensitiveTopic::Hiv)
    );
}

/// R4 has a list of codings there, and some senders write the codes alone.
#[test]
fn a_mark_that_is_a_bare_code_is_read_like_one_without_a_system() {
    for label in [
        secured(r#""HIV""#),
        labelled(r#"{"resourceType":"DocumentReference","securityLabel":["HIV"]}"#),
    ] {
        assert_eq!(label.topics, TopicSet::of(SensitiveTopic::Hiv));
        assert!(label.is_classified(), "{label:?}");
    }
    assert_eq!(secured(r#""N""#), Label::default());
}
