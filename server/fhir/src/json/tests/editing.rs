//! Edits change what they name and nothing beside it, and everything behind them is found again.

use super::*;

fn replace(span: std::ops::Range<usize>, replacement: &str) -> Edit {
    Edit {
        span,
        replacement: replacement.to_owned(),
    }
}

#[test]
fn edits_come_in_any_order_and_may_touch_each_other() {
    let edits = vec![
        replace(4..6, "E"),
        Edit::insert(6, "!".to_owned()),
        replace(0..2, "A"),
        replace(2..4, ""),
    ];
    assert_eq!(apply("aabbeezz", edits), "AE!zz");
}

#[test]
fn of_two_edits_that_overlap_the_first_wins() {
    let edits = || vec![replace(3..6, "late"), replace(1..4, "early")];
    assert_eq!(apply("abcdefgh", edits()), "aearlyefgh");
    assert_eq!(apply("abcdef", edits()), "aearlyef");
}

#[test]
fn a_value_with_quotes_is_written_as_a_json_string() {
    let edited = apply("[0]", vec![Edit::string(1..2, "say \"ah\"\n")]);
    assert_eq!(edited, r#"["say \"ah\"\n"]"#);
}

/// A reference stays where it is read, whatever was edited before, in and behind it.
#[test]
fn a_span_is_found_again_after_the_edits() {
    let text = r#"{"id":"old","subject":{"reference":"urn:uuid:1"},"note":"x"}"#;
    let spans = |text: &str| {
        let root = Node::parse(text).unwrap();
        let reference = &facts::references(&root)[0];
        let note = root.get("note").unwrap().span.clone();
        (reference.whole.clone(), reference.span.clone(), note)
    };
    let (subject, target, note) = spans(text);
    let id = Node::parse(text).unwrap().get("id").unwrap().span.clone();
    let edits = vec![
        Edit::string(id, "a-longer-id"),
        Edit::insert(1, r#""meta":{},"#.to_owned()),
        Edit::string(target, "A/1"),
        Edit::string(note.clone(), "something else"),
    ];
    let edited = apply(text, edits.clone());
    let now = spans(&edited);
    assert_eq!(moved(&subject, &edits), now.0);
    assert_eq!(moved(&note, &edits), now.2);
    assert_eq!(&edited[now.0], r#"{"reference":"A/1"}"#);
}

#[test]
fn what_ends_where_a_span_begins_moves_it_and_what_begins_at_its_end_does_not() {
    let edits = [
        replace(0..2, "abc"),
        replace(4..6, "x"),
        Edit::insert(9, "y".to_owned()),
    ];
    assert_eq!(moved(&(2..4), &edits), 3..5);
    assert_eq!(moved(&(4..6), &edits), 5..6);
    assert_eq!(moved(&(6..8), &edits), 6..8);
}
