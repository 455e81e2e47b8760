//! Does the layer keep every byte that is not ours, and refuse what it should?

use proptest::prelude::*;

use super::{Edit, JsonError, Node, apply, dates, elements, facts, members, moved};

mod categories;
mod editing;
mod pointing;
mod reading;
mod telling;

const RESULT: &str = r#"{ "resourceType" : "Observation",
  "zz_unknown": 6.10, "id": "a", "valueQuantity": {"value": 1.2300e-5},
  "subject": {"reference": "urn:uuid:1"}, "note":[{"text":"caf\u00e9 \"ok\""}] }"#;

#[test]
fn only_the_edited_span_changes() {
    let root = Node::parse(RESULT).unwrap();
    let subject = &facts::references(&root)[0];
    let edited = apply(
        RESULT,
        vec![Edit::string(subject.span.clone(), "Patient/1")],
    );
    assert_eq!(edited, RESULT.replace("urn:uuid:1", "Patient/1"));
}

#[test]
fn a_text_is_read_with_its_escapes_resolved() {
    let root = Node::parse(RESULT).unwrap();
    let note = root.all(&["note", "text"])[0];
    assert_eq!(note.text(), Some("café \"ok\""));
}

#[test]
fn a_name_that_comes_twice_is_refused_also_when_it_is_escaped() {
    let twice = Node::parse(r#"{"id":"a","\u0069d":"b"}"#);
    assert_eq!(twice, Err(JsonError::TwiceTheSameField("id".to_owned())));
}

#[test]
fn what_no_reader_can_agree_on_is_refused() {
    assert_eq!(Node::parse(r#"{"a":"x\u0000y"}"#), Err(JsonError::Nul));
    assert_eq!(
        Node::parse(r#"{"a":"\ud800"}"#),
        Err(JsonError::BrokenCharacter)
    );
    assert_eq!(
        Node::parse(&"[".repeat(100_000)).map_err(|e| e.to_string().len() > 9),
        Err(true)
    );
    let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
    assert_eq!(Node::parse(&deep), Err(JsonError::TooDeep));
    assert!(matches!(
        Node::parse(r#"{"a":1"#),
        Err(JsonError::Syntax(_))
    ));
    assert_eq!(
        Node::parse(&" ".repeat(16 * 1024 * 1024 + 1)),
        Err(JsonError::TooLarge)
    );
}

#[test]
fn a_date_is_the_whole_of_what_it_names() {
    let text = |day: &str| {
        let read = dates::read(day).unwrap();
        (read.start.to_rfc3339(), read.end.to_rfc3339())
    };
    let april = text("2026-04");
    assert_eq!(april.0, "2026-04-01T00:00:00+00:00");
    assert_eq!(april.1, "2026-04-30T23:59:59.999+00:00");
    assert_eq!(
        text("2026-04-28T10:00:00-05:00").0,
        "2026-04-28T15:00:00+00:00"
    );
    for wrong in [
        "",
        "2026-13",
        "2026-02-30",
        "28.4.2026",
        "2026-04-28T25:00:00Z",
        "20260428",
    ] {
        assert_eq!(dates::read(wrong), None, "{wrong}");
    }
}

#[test]
fn what_happened_counts_before_when_it_was_written_down() {
    let condition = r#"{"recordedDate":"2026-05-01","onsetDateTime":"2024-01-01"}"#;
    let when = facts::when(&Node::parse(condition).unwrap()).unwrap();
    assert_eq!(when.start.to_rfc3339(), "2024-01-01T00:00:00+00:00");
}

#[test]
fn literal_and_conditional_references_are_told_apart() {
    let id = |text| facts::literal(text).map(|(_, id)| id);
    assert_eq!(id("Patient/1"), Some("1"));
    assert_eq!(id("Patient/1/_history/2"), Some("1"));
    for other in [
        "#p",
        "urn:uuid:1",
        "https://ehr.example/Patient/1",
        "Patient/",
        "Patient/1/x",
    ] {
        assert_eq!(id(other), None, "{other}");
    }
    let (_, system, value) =
        facts::conditional("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|99").unwrap();
    assert_eq!(
        (&*system, &*value),
        ("http://hl7.org/fhir/sid/us-npi", "99")
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _ = Node::parse(&text);
    }

    #[test]
    fn no_damage_to_a_resource_makes_the_reader_panic(
        at in 0..RESULT.len(), with in any::<u8>(), cut in 0..RESULT.len(),
    ) {
        let mut bytes = RESULT.as_bytes().to_vec();
        bytes[at] = with;
        bytes.truncate(cut.max(1));
        let damaged = String::from_utf8_lossy(&bytes);
        if let Ok(root) = Node::parse(&damaged) {
            let _ = (facts::when(&root), facts::references(&root), facts::title(&root));
        }
    }

    #[test]
    fn any_valid_json_is_read_and_comes_back_byte_for_byte(
        keys in proptest::collection::btree_map("[a-z\"\\\\é]{1,8}", any::<f64>(), 0..8),
    ) {
        let finite: std::collections::BTreeMap<_, _> =
            keys.into_iter().filter(|(_, number)| number.is_finite()).collect();
        let text = serde_json::to_string(&finite).unwrap();
        let root = Node::parse(&text).unwrap();
        prop_assert_eq!(root.members().len(), finite.len());
        prop_assert_eq!(&text[root.span.clone()], text.as_str());
        prop_assert_eq!(apply(&text, Vec::new()), text);
    }

    #[test]
    fn a_date_never_ends_before_it_starts(text in "[0-9T:Z.+-]{0,30}") {
        if let Some(read) = dates::read(&text) {
            prop_assert!(read.start <= read.end);
        }
    }
}
