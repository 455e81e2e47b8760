//! What is read of one resource, case by case.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

fn value_of(body: &str) -> Option<String> {
    reading(body).value
}

#[test]
fn a_measured_value_has_its_unit_and_what_is_usual() {
    let read = reading(
        r#"{"resourceType":"Observation","valueQuantity":{"value":161.56808254024634,"unit":"cm"},
           "referenceRange":[{"text":"adults"},{"low":{"value":150},"high":{"value":190.5}}]}"#,
    );
    assert_eq!(read.value.as_deref(), Some("161.57 cm"));
    assert_eq!(
        (read.number, read.unit.as_str()),
        (Some(161.568_082_540_246_34), "cm")
    );
    let usual = read.usual.expect("a range with ends");
    assert_eq!((usual.low, usual.high), (Some(150.0), Some(190.5)));
}

#[test]
fn small_whole_and_compared_numbers_keep_what_they_say() {
    let said = |number: &str| {
        let quantity = format!(r#"{{"valueQuantity":{{"value":{number},"code":"mg"}}}}"#);
        value_of(&quantity)
    };
    assert_eq!(said("0.0042").as_deref(), Some("0.0042 mg"));
    assert_eq!(said("0.00002").as_deref(), Some("0.00002 mg"));
    assert_eq!(said("0").as_deref(), Some("0 mg"));
    assert_eq!(said("120").as_deref(), Some("120 mg"));
    assert_eq!(said("7.10").as_deref(), Some("7.1 mg"));
    let below = r#"{"valueQuantity":{"value":5,"unit":"U/L","comparator":"<"}}"#;
    assert_eq!(value_of(below).as_deref(), Some("<5 U/L"));
}

#[test]
fn blood_pressure_is_two_numbers_and_other_parts_have_names() {
    let part = |code: &str, name: &str, value: u32| {
        format!(
            r#"{{"code":{{"coding":[{{"code":"{code}"}}],"text":"{name}"}},
                "valueQuantity":{{"value":{value},"unit":"mmHg"}}}}"#
        )
    };
    let of = |parts: &[String]| value_of(&format!(r#"{{"component":[{}]}}"#, parts.join(",")));
    let both = [part("8462-4", "low", 82), part("8480-6", "high", 128)];
    assert_eq!(of(&both).as_deref(), Some("128/82 mmHg"));
    let other = [part("1", "Left", 3), part("2", "Right", 4)];
    assert_eq!(of(&other).as_deref(), Some("Left 3 mmHg, Right 4 mmHg"));
}

#[test]
fn doses_notes_and_bills_are_words() {
    let medicine = r#"{"dosageInstruction":[{"text":"1 tablet at night"},
        {"doseAndRate":[{"doseQuantity":{"value":5,"unit":"mL"}}]}],"note":[{"text":"With food."}]}"#;
    let read = reading(medicine);
    assert_eq!(read.dose.as_deref(), Some("1 tablet at night; 5 mL"));
    assert_eq!(read.text.as_deref(), Some("With food."));
    let bill = r#"{"total":{"value":210,"currency":"USD"}}"#;
    assert_eq!(value_of(bill).as_deref(), Some("210.00 USD"));
    let benefit = r#"{"total":[{"amount":{"value":12.5,"currency":"USD"}}]}"#;
    assert_eq!(value_of(benefit).as_deref(), Some("12.50 USD"));
}

#[test]
fn a_person_is_told_what_is_known_of_them() {
    let read = reading(
        r#"{"resourceType":"Patient","name":[{"family":"Keller","given":["Maria"]}],"birthDate":"1982-06-14",
           "telecom":[{"value":"555-0187"}],"address":[{"line":["14 Birch Street"],"city":"Lakeside"}]}"#,
    );
    assert_eq!(read.value.as_deref(), Some("Maria Keller"));
    let known = "1982-06-14\n555-0187\n14 Birch Street, Lakeside";
    assert_eq!(read.text.as_deref(), Some(known));
}

#[test]
fn a_document_is_read_if_it_is_text_and_never_if_it_is_not() {
    let document = |kind: &str| {
        let data = STANDARD.encode("Sugar log looks steady.");
        let attachment = format!(r#"{{"contentType":"{kind}","data":"{data}"}}"#);
        reading(&format!(r#"{{"content":[{{"attachment":{attachment}}}]}}"#)).text
    };
    let said = Some("Sugar log looks steady.".to_owned());
    assert_eq!(document("text/plain"), said);
    assert_eq!(document("text/plain; charset=utf-8"), said);
    assert_eq!(document("application/pdf"), None);
    assert_eq!(reading("no json"), Reading::default());
}

#[test]
fn what_does_not_hold_says_so_and_is_in_no_picture() {
    let read = |fields: &str| {
        let body = format!(r#"{{{fields},"valueQuantity":{{"value":5,"unit":"U/L"}}}}"#);
        let read = reading(&body);
        (read.negation, read.number)
    };
    let verified = |code: &str| {
        read(&format!(
            r#""verificationStatus":{{"coding":[{{"code":"{code}"}}]}},"status":"final""#
        ))
    };
    assert_eq!(read(r#""status":"final""#), (None, Some(5.0)));
    assert_eq!(verified("confirmed"), (None, Some(5.0)));
    for (read, negation) in [
        (
            read(r#""status":"entered-in-error""#),
            Negation::EnteredInError,
        ),
        (verified("entered-in-error"), Negation::EnteredInError),
        (verified("refuted"), Negation::Refuted),
        (read(r#""status":"not-done""#), Negation::NotDone),
        (read(r#""lifecycleStatus":"cancelled""#), Negation::NotDone),
        (
            read(r#""status":"active","doNotPerform":true"#),
            Negation::Forbidden,
        ),
    ] {
        assert_eq!(read, (Some(negation), None));
    }
}

#[test]
fn a_limit_of_what_can_be_measured_is_no_point_in_a_picture() {
    let read = reading(r#"{"valueQuantity":{"value":5,"comparator":"<"}}"#);
    assert_eq!((read.value.as_deref(), read.number), (Some("<5"), None));
}

#[test]
fn a_document_that_is_no_text_is_said_to_be_there() {
    let attached = |kind: &str, data: &str| {
        reading(&format!(
            r#"{{"content":[{{"attachment":{{"contentType":"{kind}"{data}}}}}]}}"#
        ))
        .attached
    };
    assert!(attached("application/pdf", r#","data":"JVBERi0=""#));
    assert!(attached("text/html", r#","url":"Binary/1""#));
    assert!(!attached("text/plain", r#","data":"SGVsbG8=""#));
    assert!(!attached("application/pdf", ""));
}
