//! A doubt says where to look, and nothing that the record tells.

use super::*;
use crate::labelling::Doubt;

fn doubts(codings: &str) -> Vec<Doubt> {
    condition(codings).doubts
}

fn code(system: Option<&str>, code: &str) -> Doubt {
    Doubt::Code {
        system: system.map(str::to_owned),
        code: code.to_owned(),
    }
}

#[test]
fn an_unlisted_code_is_named_with_its_system() {
    let local = Some("http://hospital.example");
    assert_eq!(
        doubts(r#"{"system":"http://hospital.example","code":"DX-17","display":"Unknown"}"#),
        [code(local, "DX-17")]
    );
    assert_eq!(doubts(r#"{"code":"DX-17"}"#), [code(None, "DX-17")]);
    // Beside a code that is harmless for itself alone.
    let form = r#"{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}"#;
    let both = format!(r#"{form},{{"system":"http://hospital.example","code":"A1"}}"#);
    assert_eq!(doubts(&both), [code(local, "A1")]);
}

#[test]
fn words_in_another_language_are_named_as_such_and_words_that_can_be_read_are_enough() {
    let coded = |text: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Condition","code":{{"text":"{text}","coding":[
            {{"system":"http://hospital.example","code":"A1","display":"Диагноз"}}]}}}}"#
        ))
        .doubts
    };
    assert_eq!(coded("Unknown"), [Doubt::Language]);
    assert_eq!(coded("Sprained ankle"), []);
}

#[test]
fn a_number_alone_is_named_and_words_that_fit_everything_are_no_fact() {
    let text = |text: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Condition","code":{{"text":"{text}"}}}}"#
        ))
        .doubts
    };
    assert_eq!(text("4711"), [code(None, "4711")]);
    assert_eq!(text("Other"), []);
    assert_eq!(
        doubts(r#"{"system":"http://hospital.example","code":"A1","display":"4711"}"#),
        [code(Some("http://hospital.example"), "A1")]
    );
}

/// A concept that holds nothing at all is no fact, under either rule.
#[test]
fn an_empty_concept_raises_no_doubt() {
    let empty =
        r#"{"resourceType":"Condition","code":{"coding":[{"system":"http://hospital.example"}]}}"#;
    for unlisted in [UnlistedCodes::Words, UnlistedCodes::Hide] {
        assert_eq!(labelled_with(unlisted, empty).doubts, [], "{unlisted:?}");
    }
    let medicine = r#"{"resourceType":"MedicationRequest","medicationCodeableConcept":{"coding":[{"system":"x"}]}}"#;
    assert_eq!(labelled(medicine).doubts, [Doubt::Medicine(None)]);
}

/// What an answer means, its question says.
#[test]
fn an_answer_is_known_by_its_question() {
    let answered = |question: &str, field: &str, display: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Observation","code":{{"text":"{question}"}},"{field}":{{"coding":[
            {{"system":"http://hospital.example","code":"A7","display":"{display}"}}]}}}}"#
        ))
    };
    for field in ["valueCodeableConcept", "interpretation"] {
        assert_eq!(
            answered("Cough", field, "Other"),
            Label::default(),
            "{field}"
        );
    }
    assert!(!answered("Cough", "method", "Other").is_classified());
    assert!(!answered("Cough", "valueCodeableConcept", "Диагноз").is_classified());
}

#[test]
fn a_code_of_an_extension_is_known_if_hl7_defines_it() {
    let doubts = |url: &str, code: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Condition","extension":[{{"url":"{url}","valueCode":"{code}"}}]}}"#
        ))
    };
    let hl7 = "http://hl7.org/fhir/StructureDefinition/condition-occurredFollowing";
    assert_eq!(doubts(hl7, "A7"), Label::default());
    assert_eq!(doubts("part-of-another", "A7"), Label::default());
    let local = doubts("http://hospital.example/kind", "A7");
    assert_eq!(
        local.doubts,
        [code(Some("http://hospital.example/kind"), "A7")]
    );
    assert_eq!(
        doubts(hl7, "HIV-7").topics,
        TopicSet::of(SensitiveTopic::Hiv)
    );
}

#[test]
fn a_doubt_is_a_sentence_without_what_the_record_tells() {
    let local = Some("http://hospital.example");
    for (doubt, sentence) in [
        (
            code(local, "DX\n17"),
            r#"code "DX17" of "http://hospital.example" is on no list"#,
        ),
        (
            code(None, "DX"),
            r#"code "DX" names no system and has no words"#,
        ),
        (
            Doubt::Medicine(Some("9".to_owned())),
            r#"the ingredient of medicine "9" cannot be told"#,
        ),
        (
            Doubt::Medicine(None),
            "the ingredient of a medicine cannot be told",
        ),
        (
            Doubt::Language,
            "it has words in a language that the lists do not read",
        ),
        (
            Doubt::WordsAlone,
            r#"only words say what it is (unlisted_codes = "hide")"#,
        ),
        (Doubt::Attachment, "it has content that cannot be read"),
        (
            Doubt::Restricted,
            "its sender marked it as restricted without a known reason",
        ),
        (
            Doubt::Category("ODD".to_owned()),
            r#"its category "ODD" maps to no kind of data"#,
        ),
        (
            Doubt::GoesWith,
            "it goes with something that is not sorted or not here",
        ),
    ] {
        assert_eq!(doubt.to_string(), sentence);
    }
    let long = Doubt::Category("x".repeat(500)).to_string();
    assert_eq!(long.matches('x').count(), 80);
}
