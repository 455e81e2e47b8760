//! A resource tells what it is, whose it is and when it was, in the fields that R4 has for it.

use super::*;
use facts::Coding;

fn coding<'n>(system: &'n str, code: &'n str) -> Coding<'n> {
    Coding {
        system: (!system.is_empty()).then_some(system),
        code,
    }
}

fn title(json: &str) -> Option<String> {
    facts::title(&Node::parse(json).unwrap()).map(str::to_owned)
}

/// When it was: the first and the last millisecond, as they are written.
fn when(json: &str) -> Option<(String, String)> {
    let when = facts::when(&Node::parse(json).unwrap())?;
    let written = |at: chrono::DateTime<chrono::Utc>| at.format("%F %T%.3f").to_string();
    Some((written(when.start), written(when.end)))
}

#[test]
fn the_codes_that_a_search_finds_are_those_of_what_a_resource_is_about() {
    let root = r#"{"code":{"coding":[{"system":"http://loinc.org","code":"1-8"},{"display":"no code"}]},
        "vaccineCode":{"coding":[{"code":"140"}]},"type":[{"coding":{"code":"AMB"}}],
        "medicationCodeableConcept":{"coding":[{"code":"6809"}]},"reasonCode":[{"coding":[{"code":"X"}]}]}"#;
    let root = Node::parse(root).unwrap();
    let found = facts::code_codings(&root);
    let expected = [
        coding("http://loinc.org", "1-8"),
        coding("", "6809"),
        coding("", "140"),
        coding("", "AMB"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_identifier_needs_a_value_and_a_system_if_it_has_one() {
    let root =
        r#"{"identifier":[{"system":"urn:mrn","value":"7"},{"value":"8"},{"system":"urn:empty"}]}"#;
    let root = Node::parse(root).unwrap();
    assert_eq!(
        facts::identifiers(&root),
        [coding("urn:mrn", "7"), coding("", "8")]
    );
}

#[test]
fn a_title_is_what_a_person_would_call_it() {
    let coded =
        r#"{"description":"later","code":{"text":"Cough","coding":[{"display":"Tussis"}]}}"#;
    assert_eq!(title(coded).as_deref(), Some("Cough"));
    let displayed = r#"{"code":{"coding":[{"code":"1"},{"display":"Tussis"}]}}"#;
    assert_eq!(title(displayed).as_deref(), Some("Tussis"));
    assert_eq!(
        title(r#"{"title":"Plan","description":"Walk more"}"#).as_deref(),
        Some("Walk more")
    );
    assert_eq!(title(r#"{"title":"Plan"}"#).as_deref(), Some("Plan"));
    assert_eq!(
        title(r#"{"relationship":[{"text":"Mother"}]}"#).as_deref(),
        Some("Mother")
    );
    for nameless in [r#"{"id":"a"}"#, r#"{"code":{"text":"  "}}"#] {
        assert_eq!(title(nameless), None, "{nameless}");
    }
}

#[test]
fn a_status_is_its_own_or_the_clinical_one() {
    let status = |json: &str| facts::status(&Node::parse(json).unwrap()).map(str::to_owned);
    let clinical = r#""clinicalStatus":{"coding":[{"code":"remission"}]}"#;
    assert_eq!(
        status(&format!("{{{clinical}}}")).as_deref(),
        Some("remission")
    );
    let both = format!(r#"{{{clinical},"status":"final"}}"#);
    assert_eq!(status(&both).as_deref(), Some("final"));
    assert_eq!(status("{}"), None);
}

#[test]
fn whose_record_it_is_is_asked_in_the_order_of_trust() {
    let root = r#"{"source":{"reference":"Patient/d"},"participant":[{"actor":{"reference":"Patient/c"}},
        {"actor":{"display":"a nurse"}}],"subject":{"reference":"Patient/b"},"patient":{"reference":"Patient/a"},
        "performer":[{"reference":"Patient/e"}]}"#;
    let root = Node::parse(root).unwrap();
    assert_eq!(
        facts::subjects(&root),
        ["Patient/a", "Patient/b", "Patient/c", "Patient/d"]
    );
}

#[test]
fn a_period_lasts_from_its_start_to_its_end_and_without_one_for_ever() {
    let period = |inside: &str| when(&format!(r#"{{"effectivePeriod":{{{inside}}}}}"#));
    let dated = |start: &str, end: &str| Some((start.to_owned(), end.to_owned()));
    assert_eq!(
        period(r#""start":"2026-04-01","end":"2026-05""#),
        dated("2026-04-01 00:00:00.000", "2026-05-31 23:59:59.999")
    );
    assert_eq!(
        period(r#""start":"2026-04-01""#),
        dated("2026-04-01 00:00:00.000", "9999-12-31 23:59:59.999")
    );
    assert_eq!(
        period(r#""end":"2026-04-01""#),
        dated("2026-04-01 00:00:00.000", "2026-04-01 23:59:59.999")
    );
    assert_eq!(period(r#""start":"soon""#), None);
}

#[test]
fn an_appointment_carries_its_end_beside_its_start() {
    let visit = |end: &str| {
        when(&format!(
            r#"{{"start":"2026-04-01T10:00:00Z","end":"{end}"}}"#
        ))
        .unwrap()
        .1
    };
    assert_eq!(visit("2026-04-01T10:30:00Z"), "2026-04-01 10:30:00.999");
    // An end before the start is a mistake, and no reason to lose the record.
    assert_eq!(visit("2026-03-01T10:30:00Z"), "2026-04-01 10:00:00.000");
}

#[test]
fn a_date_of_every_precision_ends_where_the_next_one_begins() {
    let end = |written: &str| when(&format!(r#"{{"date":"{written}"}}"#)).map(|dated| dated.1);
    for (written, last) in [
        ("2026", Some("2026-12-31 23:59:59.999")),
        ("2026-04-28", Some("2026-04-28 23:59:59.999")),
        ("2026-04-28T10:00:00", Some("2026-04-28 10:00:00.999")),
        ("2026-04-28T10:00:00.250Z", Some("2026-04-28 10:00:00.250")),
        ("0001-01-01", Some("0001-01-01 23:59:59.999")),
        ("9999-12-31", Some("9999-12-31 23:59:59.999")),
        ("0000-12-31", None),
        ("2026-04-28-01", None),
        ("26-04-28", None),
        ("+2026-04", None),
        ("12026", None),
    ] {
        assert_eq!(end(written).as_deref(), last, "{written}");
    }
}
