//! References and links are found wherever they stand, and read in each of their forms.

use domain::catalogue::ResourceType;

use super::*;

const NOTE: &str = r#"{"resourceType":"DocumentReference","url":"http://definition.example",
    "subject":{"reference":"Patient/1","display":"Ana"},
    "contained":[{"resourceType":"Practitioner","id":"p","extension":[{"valueReference":{"reference":"Organization/o"}}]}],
    "author":[{"reference":7},{"display":"nobody"}],
    "content":[{"attachment":{"contentType":"text/plain","url":"Binary/b"}},{"attachment":{"url":["no text"]}}]}"#;

#[test]
fn a_reference_is_found_with_its_words_and_with_all_that_goes_with_it() {
    let root = Node::parse(NOTE).unwrap();
    let found = facts::references(&root);
    let targets: Vec<&str> = found.iter().map(|one| one.target).collect();
    assert_eq!(targets, ["Patient/1", "Organization/o"]);
    assert_eq!(&NOTE[found[0].span.clone()], r#""Patient/1""#);
    assert_eq!(
        &NOTE[found[0].whole.clone()],
        r#"{"reference":"Patient/1","display":"Ana"}"#
    );
}

#[test]
fn the_address_of_an_attachment_is_a_link_and_that_of_a_definition_is_none() {
    let root = Node::parse(NOTE).unwrap();
    let links = facts::attachment_links(&root);
    let targets: Vec<&str> = links.iter().map(|one| one.target).collect();
    assert_eq!(targets, ["Binary/b"]);
    assert_eq!(&NOTE[links[0].span.clone()], r#""Binary/b""#);
    assert_eq!(links[0].whole, links[0].span);
}

#[test]
fn a_literal_reference_names_a_type_and_an_id() {
    assert_eq!(
        facts::literal("Observation/o-1/_history/2"),
        Some((ResourceType::Observation, "o-1"))
    );
    for other in [
        "Observation",
        "Thing/1",
        "Observation/a b",
        "Observation/1/_history",
        "Observation/1/_history/2/3",
        "Observation/1/_version/2",
    ] {
        assert_eq!(facts::literal(other), None, "{other}");
    }
}

#[test]
fn a_conditional_reference_asks_for_an_identifier() {
    let (kind, system, value) =
        facts::conditional("Organization?active=true&identifier=urn%3Aoid%3A1|a%26b").unwrap();
    assert_eq!(kind, ResourceType::Organization);
    assert_eq!((&*system, &*value), ("urn:oid:1", "a&b"));
    for other in [
        "Organization/1",
        "Thing?identifier=a|b",
        "Organization?name=a|b",
        "Organization?identifier=b",
    ] {
        assert_eq!(facts::conditional(other), None, "{other}");
    }
}
