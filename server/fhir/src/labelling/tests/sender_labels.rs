//! Which labels of a sender are read, in which spelling and in which place?

use super::*;

const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

fn observation(meta: &str) -> Label {
    labelled(&format!(
        r#"{{"resourceType":"Observation","meta":{{"security":[{meta}]}}}}"#
    ))
}

fn sent(code: &str) -> Label {
    observation(&format!(r#"{{"system":"{ACT_CODE}","code":"{code}"}}"#))
}

#[test]
fn every_code_that_stands_for_a_topic_is_read_though_few_are_sent() {
    let read = [
        ("ETH", SensitiveTopic::SubstanceUse),
        ("42CFRPart2", SensitiveTopic::SubstanceUse),
        ("EMOTDIS", SensitiveTopic::MentalHealth),
        ("COGN", SensitiveTopic::MentalHealth),
        ("DVD", SensitiveTopic::MentalHealth),
        ("HIPAAPsyNotes", SensitiveTopic::PsychotherapyNotes),
        ("SCA", SensitiveTopic::Genetics),
        ("GENDER", SensitiveTopic::SexualReproductive),
        ("PREGNANT", SensitiveTopic::SexualReproductive),
        ("MST", SensitiveTopic::Violence),
    ];
    let emitted = SensitiveTopic::ALL.iter();
    let emitted = emitted.flat_map(|topic| topic.codes().iter().map(|code| (*code, *topic)));
    for (code, topic) in read.into_iter().chain(emitted) {
        let label = sent(code);
        assert!(
            label.topics.contains(topic) && label.is_classified(),
            "{code} {label:?}"
        );
    }
    assert_eq!(sent("Title38Section7332").topics.iter().count(), 3);
}

/// A system whose codes are all harmless says nothing of a label that has none.
#[test]
fn a_label_without_a_code_is_a_reason_that_cannot_be_read() {
    for system in [
        ACT_CODE,
        "http://hl7.org/fhir/sid/cvx",
        "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
        "http://hospital.example/labels",
    ] {
        for code in ["", r#","code":"""#, r#","code":" ""#] {
            let label = observation(&format!(r#"{{"system":"{system}"{code}}}"#));
            assert!(!label.is_classified(), "{system} {code}");
        }
    }
}

#[test]
fn all_spellings_of_the_system_and_none_are_read() {
    for system in [
        r#""system":"http://hl7.org/fhir/v3/ActCode","#,
        r#""system":"https://terminology.hl7.org/CodeSystem/v3-ActCode/","#,
        r#""system":"http://terminology.hl7.org/CodeSystem/v3-ActCode|9.0.0","#,
        r#""system":"urn:oid:2.16.840.1.113883.5.4","#,
        r#""system":"2.16.840.1.113883.5.4","#,
        r#""system":"v3-ActCode","#,
        r#""system":"ActCode","#,
        r#""system":"http://ehr.example/codes/hl7-actcode-labels","#,
        r#""system":"http://ehr.example/labels","#,
        "",
    ] {
        for code in ["ETH", "eth", " ETH "] {
            let label = observation(&format!(r#"{{{system}"code":"{code}"}}"#));
            assert_eq!(
                label.topics,
                TopicSet::of(SensitiveTopic::SubstanceUse),
                "{system} {code}"
            );
        }
    }
}

#[test]
fn a_reason_that_is_no_topic_hides_also_beside_a_topic() {
    for code in [
        "PRS",
        "VIP",
        "TBOO",
        "ADOL",
        "NOPAT",
        "_ActInformationSensitivityPolicy",
        "NEW-2031",
    ] {
        assert!(!sent(code).is_classified(), "{code}");
        let beside = format!(
            r#"{{"system":"{ACT_CODE}","code":"HIV"}},{{"system":"{ACT_CODE}","code":"{code}"}}"#
        );
        let both = observation(&beside);
        assert_eq!(both.topics, TopicSet::of(SensitiveTopic::Hiv), "{code}");
        assert!(!both.is_classified(), "{code}");
    }
}

#[test]
fn a_topic_explains_that_a_record_is_restricted_in_every_spelling() {
    for system in [
        r#""system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","#,
        r#""system":"http://hl7.org/fhir/v3/Confidentiality","#,
        r#""system":"urn:oid:2.16.840.1.113883.5.25","#,
        "",
    ] {
        for code in ["R", "V", "r"] {
            let restricted = format!(r#"{{{system}"code":"{code}"}}"#);
            assert!(!observation(&restricted).is_classified(), "{restricted}");
            let explained = observation(&format!(
                r#"{restricted},{{"system":"{ACT_CODE}","code":"SDV"}}"#
            ));
            assert!(explained.is_classified(), "{restricted}");
        }
        assert_eq!(
            observation(&format!(r#"{{{system}"code":"N"}}"#)),
            Label::default()
        );
    }
    let old = observation(r#"{"system":"http://hl7.org/fhir/v3/Confidentiality","code":"ETH"}"#);
    assert_eq!(old.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
}

#[test]
fn labels_about_handling_and_integrity_hide_nothing() {
    for (system, code) in [
        (ACT_CODE, "PERSISTLABEL"),
        (ACT_CODE, "CPLYCD"),
        (
            "http://terminology.hl7.org/CodeSystem/v3-ActReason",
            "HTEST",
        ),
        (
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
            "SUBSETTED",
        ),
    ] {
        let label = observation(&format!(r#"{{"system":"{system}","code":"{code}"}}"#));
        assert_eq!(label, Label::default(), "{code}");
    }
}

#[test]
fn a_label_without_a_code_counts_by_its_words_or_is_not_known() {
    let said = observation(r#"{"display":"substance abuse information sensitivity"}"#);
    assert_eq!(said.topics, TopicSet::of(SensitiveTopic::SubstanceUse));
    for label in [
        r#"{"display":"Handle with care"}"#,
        "{}",
        r#"{"code":"x17"}"#,
        r#""x17""#,
    ] {
        assert!(!observation(label).is_classified(), "{label}");
    }
}

#[test]
fn a_label_counts_wherever_it_stands() {
    let coding = format!(r#"{{"system":"{ACT_CODE}","code":"ETH"}}"#);
    let inline =
        "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label";
    for record in [
        format!(
            r#"{{"resourceType":"Claim","contained":[{{"resourceType":"Coverage","meta":{{"security":[{coding}]}}}}]}}"#
        ),
        format!(
            r#"{{"resourceType":"DocumentReference","securityLabel":[{{"coding":[{coding}]}}]}}"#
        ),
        format!(
            r#"{{"resourceType":"Observation","component":[{{"extension":[{{"url":"{inline}","valueCoding":{coding}}}]}}]}}"#
        ),
        format!(r#"{{"resourceType":"Patient","meta":{{"security":{coding}}}}}"#),
    ] {
        assert_eq!(topics(&record), [SensitiveTopic::SubstanceUse], "{record}");
    }
    let restricted = r#"{"resourceType":"Composition","confidentiality":"R"}"#;
    assert!(!labelled(restricted).is_classified());
    let normal = r#"{"resourceType":"Composition","confidentiality":"N"}"#;
    assert_eq!(labelled(normal), Label::default());
}

#[test]
fn every_line_of_the_labels_can_be_read_and_no_topic_stands_among_them() {
    let mut seen = HashSet::new();
    for line in rows::lines(security::FILE) {
        let [system, code, says, display] = <[&str; 4]>::try_from(line).unwrap();
        let known = systems::System::named(system);
        assert!(["plain", "with-topic", "reason"].contains(&says), "{code}");
        assert!(
            known.is_some() && !display.is_empty() && seen.insert((system, code)),
            "{code}"
        );
        let found = lists::topics(systems::Named::As(known.unwrap()), code, true);
        assert!(found.is_empty(), "{code}");
    }
}
