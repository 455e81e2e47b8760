//! A text is taken apart at the right places, whatever stands in it, and what breaks the grammar is refused.

use super::*;

/// Every kind of value, with blanks wherever JSON allows them and brackets and quotes where they are only letters.
const EVERY_KIND: &str = "\r\n{ \"text\" :\t\"}]\\\\\\\"{[\" , \"number\":-1.5E+3,\"list\" : [ 1 ,[ ],{} , \"]\" , true ]\n,\
    \"none\":null, \"object\":{\"a\":{\"b\":[[\"}\"]]}}, \"empty\":\"\" } ";

#[test]
fn every_value_is_found_with_its_own_text() {
    let root = Node::parse(EVERY_KIND).unwrap();
    let names: Vec<&str> = root.members().iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["text", "number", "list", "none", "object", "empty"]);
    let written = |node: &Node<'_>| EVERY_KIND[node.span.clone()].to_owned();
    let values: Vec<String> = root
        .members()
        .iter()
        .map(|(_, value)| written(value))
        .collect();
    let expected = [
        r#""}]\\\"{[""#,
        "-1.5E+3",
        r#"[ 1 ,[ ],{} , "]" , true ]"#,
        "null",
        r#"{"a":{"b":[["}"]]}}"#,
        r#""""#,
    ];
    assert_eq!(values, expected);
    let listed: Vec<String> = root
        .get("list")
        .unwrap()
        .each()
        .iter()
        .map(written)
        .collect();
    assert_eq!(listed, ["1", "[ ]", "{}", r#""]""#, "true"]);
    assert_eq!(&EVERY_KIND[root.span.clone()], EVERY_KIND.trim());
}

#[test]
fn members_and_elements_are_those_that_the_tree_holds() {
    let root = Node::parse(EVERY_KIND).unwrap();
    let spans: Vec<_> = root
        .members()
        .iter()
        .map(|(_, value)| value.span.clone())
        .collect();
    let found = members(EVERY_KIND, root.span.clone()).unwrap();
    assert_eq!(
        found
            .iter()
            .map(|one| one.value.clone())
            .collect::<Vec<_>>(),
        spans
    );
    let list = root.get("list").unwrap();
    let within: Vec<_> = list.each().iter().map(|one| one.span.clone()).collect();
    assert_eq!(elements(EVERY_KIND, list.span.clone()).unwrap(), within);
    assert_eq!(members("{ }", 0..3), Ok(Vec::new()));
    assert_eq!(elements("[\n]", 0..3), Ok(Vec::new()));
}

/// The scanner reads spans of other texts too: it ends with a reason, not with a panic.
#[test]
fn what_breaks_the_grammar_is_refused_where_it_breaks() {
    for text in [
        "", "[", "[1", "[1 2]", "[,1]", "[1;2]", "{", "1", r#"["a"#, r#"["a\"#, "[[1]", "[1}",
    ] {
        assert!(elements(text, 0..text.len()).is_err(), "{text}");
    }
    for text in [
        "",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a" 1}"#,
        r#"{"a":1,}"#,
        r#"{"a":1"#,
        "{a:1}",
    ] {
        assert!(members(text, 0..text.len()).is_err(), "{text}");
    }
    assert_eq!(members("[1]", 0..3), Err(JsonError::NotAnObject));
}

#[test]
fn nesting_is_counted_through_objects_and_arrays() {
    let nested = |levels: usize, open: &str, close: &str| {
        let text = format!("{}0{}", open.repeat(levels), close.repeat(levels));
        Node::parse(&text).map(|_| ())
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        // The number inside is one level of its own.
        assert_eq!(
            nested(super::super::MAX_DEPTH - 1, open, close),
            Ok(()),
            "{open}"
        );
        assert_eq!(
            nested(super::super::MAX_DEPTH, open, close),
            Err(JsonError::TooDeep),
            "{open}"
        );
    }
}

#[test]
fn a_resource_of_the_largest_size_is_read_and_one_byte_more_is_not() {
    let padded = |size: usize| format!("{{}}{}", " ".repeat(size - 2));
    let largest = 16 * 1024 * 1024;
    assert!(Node::parse(&padded(largest)).is_ok());
    assert_eq!(Node::parse(&padded(largest + 1)), Err(JsonError::TooLarge));
}

#[test]
fn a_plain_value_is_told_from_a_text_and_from_what_holds_others() {
    let root = Node::parse(EVERY_KIND).unwrap();
    let plain = |name: &str| root.get(name).and_then(Node::plain);
    assert_eq!(plain("number"), Some("-1.5E+3"));
    assert_eq!(plain("text"), Some("}]\\\"{["));
    assert_eq!((plain("list"), plain("object")), (None, None));
    assert_eq!(root.text_of("number"), None);
    assert_eq!(root.text_of("empty"), Some(""));
    assert!(root.is_object() && !root.get("list").unwrap().is_object());
}

#[test]
fn a_walk_sees_every_object_and_text_with_the_name_it_hangs_on() {
    let root =
        Node::parse(r#"{"a":"1","b":[{"c":["2","3"],"d":4}],"e":{"f":[[{"g":"5"}]]}}"#).unwrap();
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    root.each_object(&mut |name, _| names.push(name));
    root.each_text(&mut |name, text| texts.push((name, text)));
    assert_eq!(names, ["", "b", "e", "f"]);
    assert_eq!(texts, [("a", "1"), ("c", "2"), ("c", "3"), ("g", "5")]);
}
