//! Does each source of a label do its part?

use std::collections::HashSet;

use domain::catalogue::{ResourceType, SensitiveTopic, TopicSet};

use super::{Label, label, lists, spread, terms};
use crate::fhir::json::Node;

fn labelled(json: &str) -> Label {
    let root = Node::parse(json).unwrap();
    let kind: ResourceType = root.text_of("resourceType").unwrap().parse().unwrap();
    label(kind, &root)
}

fn topics(json: &str) -> Vec<SensitiveTopic> {
    labelled(json).topics.iter().collect()
}

fn said(text: &str) -> Vec<SensitiveTopic> {
    terms::find(text).iter().collect()
}

fn note(attachment: &str) -> Label {
    labelled(&format!(
        r#"{{"resourceType":"DocumentReference","content":[{{"attachment":{attachment}}}]}}"#
    ))
}

#[test]
fn a_code_on_a_list_labels_a_record_without_a_word() {
    let record = r#"{"resourceType":"Condition","code":{"coding":[
        {"system":"http://snomed.info/sct","code":"36923009"}]}}"#;
    assert_eq!(topics(record), [SensitiveTopic::MentalHealth]);
}

#[test]
fn an_icd_code_is_found_by_its_chapter_with_and_without_the_dot() {
    for code in ["F10.20", "F1020", "f10.20"] {
        let found = lists::find(Some("http://hl7.org/fhir/sid/icd-10-cm"), code);
        assert_eq!(found, TopicSet::of(SensitiveTopic::SubstanceUse), "{code}");
    }
    let tobacco = lists::find(Some("http://hl7.org/fhir/sid/icd-10-cm"), "F17.210");
    assert!(tobacco.is_empty());
}

#[test]
fn a_code_of_another_system_says_nothing() {
    assert!(lists::find(Some("http://example.org"), "36923009").is_empty());
    assert!(lists::find(None, "36923009").is_empty());
}

#[test]
fn a_label_of_the_sender_counts() {
    let record = r#"{"resourceType":"Observation","meta":{"security":[{
        "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}]}}"#;
    assert_eq!(topics(record), [SensitiveTopic::Hiv]);
}

#[test]
fn a_record_that_is_restricted_for_an_unknown_reason_stays_hidden() {
    let record = r#"{"resourceType":"Observation","meta":{"security":[{
        "system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}"#;
    assert!(!labelled(record).classified);
}

#[test]
fn words_match_whole_and_without_case_or_accent() {
    assert_eq!(
        said("Major DEPRESSION, single episode"),
        [SensitiveTopic::MentalHealth]
    );
    assert_eq!(said("Trastorno de pánico"), [SensitiveTopic::MentalHealth]);
    assert_eq!(said("depresi&#243;n leve"), [SensitiveTopic::MentalHealth]);
    assert_eq!(said("Psychiatrist visit"), [SensitiveTopic::MentalHealth]);
    assert_eq!(said("hearing aids, alcohol swab, a grape"), []);
}

#[test]
fn words_in_a_contained_resource_and_in_an_extension_count() {
    let record = r#"{"resourceType":"Claim",
        "contained":[{"resourceType":"Coverage","id":"c","type":{"text":"HIV program"}}],
        "extension":[{"url":"x","valueString":"after sexual assault"}]}"#;
    assert_eq!(
        topics(record),
        [SensitiveTopic::Hiv, SensitiveTopic::Violence]
    );
}

#[test]
fn the_name_of_a_person_is_no_medical_word() {
    let person = r#"{"resourceType":"Practitioner","name":[{"text":"Dr. Rape"}]}"#;
    assert_eq!(topics(person), []);
}

#[test]
fn a_text_note_is_read() {
    // "History of opioid abuse."
    let note = note(
        r#"{"contentType":"text/plain; charset=utf-8",
        "data":"SGlzdG9yeSBvZiBvcGlvaWQgYWJ1c2Uu"}"#,
    );
    assert_eq!(note.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
    assert!(note.classified);
}

#[test]
fn what_cannot_be_read_is_not_classified() {
    for attachment in [
        r#"{"contentType":"application/pdf","data":"JVBERi0="}"#,
        r#"{"contentType":"text/plain","url":"https://notes.example/1"}"#,
        r#"{"contentType":"text/plain","data":"not base64!"}"#,
        r#"{"contentType":"text/plain","data":"/////w=="}"#,
        r#"{"contentType":"text/plain; charset=utf-16","data":"aGk="}"#,
        r#"{"data":"aGk="}"#,
    ] {
        assert!(!note(attachment).classified, "{attachment}");
    }
}

#[test]
fn a_label_reaches_whatever_points_at_it_however_far() {
    // claim → condition, benefit → claim, and a circle of two visits that point at each other.
    let own = [1, 0, 0, 2, 0];
    let edges = [(1, 0), (2, 1), (3, 4), (4, 3)];
    assert_eq!(spread(&own, &edges), [1, 1, 1, 2, 2]);
}

#[test]
fn every_line_of_the_lists_can_be_read_and_stands_once() {
    for (topic, file) in lists::FILES {
        let mut seen = HashSet::new();
        for line in lists::lines(file) {
            let [system, code, display, source] = <[&str; 4]>::try_from(line).unwrap();
            let line = (system, code, display, source);
            assert!(
                lists::System::named(system).is_some(),
                "{topic:?}: {line:?}"
            );
            assert!(
                ![code, display, source].contains(&""),
                "{topic:?}: {line:?}"
            );
            assert!(
                seen.insert((system, code)),
                "{topic:?}: {line:?} stands twice"
            );
        }
    }
}

#[test]
fn every_term_finds_its_own_topic() {
    for (topic, file) in terms::FILES {
        for line in terms::lines(file) {
            let text = line.replace('*', "");
            assert!(terms::find(&text).contains(*topic), "{topic:?}: {line}");
        }
    }
}
