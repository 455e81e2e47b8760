//! Does each source of a label do its part?

use std::collections::{BTreeSet, HashSet};

use domain::catalogue::{ResourceType, SensitiveTopic, TopicSet};

use super::{Bond, Edge, Label, ingredients, label, lists, rows, security, spread, systems, terms};
use crate::{json::Node, labelling::UnlistedCodes};

mod facts;
mod medicines;
mod places;
mod sender_labels;
mod sharing;
mod writing;

mod addresses;
mod attached;
mod bonds;
mod covered;
mod doubts;
mod ingredient_names;
mod languages;
mod listed;
mod ordinary;
mod people;
mod senders;
mod shapes;
mod spellings;
mod unseen;

fn labelled(json: &str) -> Label {
    labelled_with(UnlistedCodes::Words, json)
}

fn labelled_with(unlisted: UnlistedCodes, json: &str) -> Label {
    let root = Node::parse(json).unwrap();
    let kind: ResourceType = root.text_of("resourceType").unwrap().parse().unwrap();
    label(kind, &root, &BTreeSet::new(), unlisted)
}

/// A condition with these codings and nothing else.
fn condition(codings: &str) -> Label {
    labelled(&format!(
        r#"{{"resourceType":"Condition","code":{{"coding":[{codings}]}}}}"#
    ))
}

fn found(system: &str, code: &str) -> TopicSet {
    lists::topics(systems::named(Some(system)), code, false)
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
        let found = found("http://hl7.org/fhir/sid/icd-10-cm", code);
        assert_eq!(found, TopicSet::of(SensitiveTopic::SubstanceUse), "{code}");
    }
    let tobacco = found("http://hl7.org/fhir/sid/icd-10-cm", "F17.210");
    assert!(tobacco.is_empty());
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
    assert!(!labelled(record).is_classified());
}

#[test]
fn a_sensitivity_label_of_an_unknown_system_is_a_reason_that_we_cannot_read() {
    let label = |security: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Observation","meta":{{"security":[{security}]}}}}"#
        ))
    };
    assert!(!label(r#"{"system":"http://hospital.example","code":"VIP"}"#).is_classified());
    let oid = label(r#"{"system":"urn:oid:2.16.840.1.113883.5.4","code":"SUD"}"#);
    assert_eq!(oid.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
    let normal =
        r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}"#;
    assert_eq!(label(normal), Label::default());
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
    let named = |said: &str| {
        topics(&format!(
            r#"{{"resourceType":"Patient","name":[{{"family":"Lesbian","given":["Heroin"]}}],
            "text":{{"status":"generated","div":"<div>Heroin Lesbian, {said}</div>"}}}}"#
        ))
    };
    assert_eq!(named("born 1970"), []);
    assert_eq!(named("living with <b>H</b>IV"), [SensitiveTopic::Hiv]);
}

#[test]
fn a_text_note_is_read() {
    // "History of opioid abuse."
    let note = note(
        r#"{"contentType":"text/plain; charset=utf-8",
        "data":"SGlzdG9yeSBvZiBvcGlvaWQgYWJ1c2Uu"}"#,
    );
    assert_eq!(note.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
    assert!(note.is_classified());
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
        assert!(!note(attachment).is_classified(), "{attachment}");
    }
}

#[test]
fn every_line_of_the_lists_can_be_read_and_stands_once() {
    let files = lists::FILES
        .iter()
        .map(|(topic, file)| (topic.key(), *file));
    for (topic, file) in files.chain([("harmless", lists::HARMLESS)]) {
        let mut seen = HashSet::new();
        for line in rows::lines(file) {
            let [system, code, display, source] = <[&str; 4]>::try_from(line).unwrap();
            let line = (system, code, display, source);
            assert!(
                systems::System::named(system).is_some(),
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
        for line in terms::lines(file).filter(|line| !line.starts_with('!')) {
            let text = line.replace(['*', '='], "");
            assert!(terms::find(&text).contains(*topic), "{topic:?}: {line}");
        }
    }
}

#[test]
fn every_file_says_its_source_its_licence_and_what_it_holds() {
    let codes = lists::FILES
        .iter()
        .chain(terms::FILES)
        .map(|(_, file)| *file);
    for file in codes.chain([
        lists::HARMLESS,
        ingredients::HARMLESS,
        ingredients::SENSITIVE,
        systems::FILE,
        security::FILE,
    ]) {
        for said in ["# Source: ", "# Licence: ", "# Complete: "] {
            assert!(
                file.lines().any(|line| line.starts_with(said)),
                "{said} in {}",
                &file[..60]
            );
        }
    }
}

/// What both lists hold would be harmless by one and sensitive by the other: the topic wins, and a word is no ingredient.
#[test]
fn no_ingredient_of_a_topic_is_called_harmless_first() {
    for columns in rows::lines(ingredients::SENSITIVE) {
        let [topic, _class, names] = <[&str; 3]>::try_from(columns).unwrap();
        let topic = SensitiveTopic::from_key(topic).unwrap();
        for name in names.split_whitespace().filter(|name| !name.contains('_')) {
            let word = name.replace('*', "xyla");
            assert!(
                ingredients::topics(&word).contains(topic) || word.len() < 6,
                "{name}"
            );
        }
    }
}
