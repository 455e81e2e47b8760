//! Words count wherever they are said, and names of people, places and systems are no words.

use super::*;
use crate::labelling::Doubt;

fn with(fields: &str) -> TopicSet {
    labelled(&format!(
        r#"{{"resourceType":"Observation","status":"final","code":{{"text":"Cough"}},{fields}}}"#
    ))
    .topics
}

#[test]
fn words_count_in_notes_results_displays_and_fields_that_nobody_knows() {
    for fields in [
        r#""note":[{"text":"HIV positive"}]"#,
        r#""valueString":"HIV positive""#,
        r#""method":{"text":"Interview","remark":"HIV positive"}"#,
        r#""method":{"coding":[{"code":"1","display":"Interview"}],"remark":"HIV positive"}"#,
        r#""device":{"reference":"Device/d","display":"HIV test kit"}"#,
        r#""zz_unknown":["fine","HIV positive"]"#,
        r#""contained":[{"resourceType":"Location","address":{"line":["HIV clinic, 2nd floor"]}}]"#,
        r#""subject":{"reference":"Location/l","display":"HIV clinic"}"#,
        r#""subject":{"type":"Device","display":"HIV test kit"}"#,
        r#""component":[{"code":{"coding":[{"code":"1"}]},"valueString":"HIV positive"}]"#,
    ] {
        assert_eq!(with(fields), TopicSet::of(SensitiveTopic::Hiv), "{fields}");
    }
}

#[test]
fn names_for_machines_and_of_places_are_no_words() {
    for fields in [
        r#""id":"hiv""#,
        r#""subject":{"reference":"Patient/hiv"}"#,
        r#""method":{"text":"Interview","coding":[{"system":"http://hl7.org/fhir/hiv","code":"1"}]}"#,
        r#""extension":[{"url":"http://hl7.org/fhir/hiv","valueString":"North"}]"#,
        r#""contained":[{"resourceType":"Location","address":{"city":"HIV"}}]"#,
        r#""subject":{"display":"Yasmin HIV"}"#,
        r#""patient":{"reference":"urn:uuid:1","display":"Yasmin HIV"}"#,
        r#""contained":[{"resourceType":"Practitioner","name":[{"family":"HIV","given":["HIV"]}]}]"#,
    ] {
        assert_eq!(with(fields), TopicSet::EMPTY, "{fields}");
    }
}

#[test]
fn of_a_person_counts_what_is_said_and_not_how_they_are_called() {
    let person =
        |fields: &str| labelled(&format!(r#"{{"resourceType":"Patient",{fields}}}"#)).topics;
    assert_eq!(
        person(r#""contact":[{"organization":{"display":"HIV clinic"}}]"#),
        TopicSet::EMPTY
    );
    for said in [
        r#""extension":[{"url":"x","valueString":"HIV positive"}]"#,
        r#""extension":[{"url":"x","valueMarkdown":"HIV positive"}]"#,
        r#""text":{"div":"<div>HIV positive</div>"}"#,
        r#""maritalStatus":{"text":"HIV positive"}"#,
    ] {
        assert_eq!(person(said), TopicSet::of(SensitiveTopic::Hiv), "{said}");
    }
}

/// A person's name in other letters says nothing about what can be read.
#[test]
fn a_person_of_any_language_is_known() {
    for kind in ["Patient", "RelatedPerson", "Practitioner"] {
        let person = labelled(&format!(
            r#"{{"resourceType":"{kind}","language":"ru","name":[{{"text":"Мария Иванова"}}],"text":{{"div":"<div>Мария Иванова</div>"}}}}"#
        ));
        assert_eq!(person, Label::default(), "{kind}");
    }
    let place = labelled(r#"{"resourceType":"Location","language":"ru","name":"Clinic"}"#);
    assert_eq!(place.doubts, [Doubt::Language]);
}

#[test]
fn a_number_in_a_note_a_heading_or_a_range_is_no_coded_fact() {
    for record in [
        r#"{"resourceType":"Condition","note":[{"text":"4711"}]}"#,
        r#"{"resourceType":"Observation","referenceRange":[{"low":{"value":70},"text":"70-99"}]}"#,
        r#"{"resourceType":"Observation","referenceRange":[{"text":"70-99"}]}"#,
        r#"{"resourceType":"CarePlan","activity":[{"progress":[{"text":"4711"}]}]}"#,
        r#"{"resourceType":"QuestionnaireResponse","item":[{"linkId":"g","text":"17","item":[]}]}"#,
    ] {
        for unlisted in [UnlistedCodes::Words, UnlistedCodes::Hide] {
            assert_eq!(
                labelled_with(unlisted, record),
                Label::default(),
                "{record}"
            );
        }
    }
}

#[test]
fn a_code_in_the_link_of_a_question_is_one_of_any_system() {
    let asked = |link: &str| {
        labelled(&format!(
            r#"{{"resourceType":"QuestionnaireResponse","item":[{{"linkId":"{link}","answer":[{{"valueBoolean":true}}]}}]}}"#
        ))
    };
    for link in ["F10-1", "/F10-20", "75622-1", "F10"] {
        assert!(!asked(link).topics.is_empty(), "{link}");
    }
    for link in ["55-1", "8302-22", "8302", "-1"] {
        assert!(!asked(link).is_classified(), "{link}");
    }
}

#[test]
fn a_place_that_fixes_its_system_fixes_it_for_plain_codes_only() {
    let condition = |field: &str, code: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Condition","{field}":{{"coding":[{{"code":"{code}"}}]}}}}"#
        ))
    };
    assert_eq!(
        condition("verificationStatus", "entered-in-error"),
        Label::default()
    );
    assert_eq!(condition("clinicalStatus", "active"), Label::default());
    assert!(!condition("clinicalStatus", "A7").is_classified());
    assert!(!condition("severity", "active").is_classified());
}
