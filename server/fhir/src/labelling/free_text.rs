//! Which topics do the words of a record touch, wherever they stand?

use std::collections::HashSet;

use domain::catalogue::{ResourceType, TopicSet};

use super::systems::{self, Named};
use super::{concepts, except::Except, terms, words};
use crate::{json::Node, labelling::UnlistedCodes};

/// Names of people are no medical words: of these types only what is said about them counts.
pub(super) fn is_free(kind: ResourceType) -> bool {
    !matches!(
        kind,
        ResourceType::Patient | ResourceType::RelatedPerson | ResourceType::Practitioner
    )
}

/// The topics of all words and codes below a node: of a whole resource, or of a part of it.
pub(super) fn topics_within(node: &Node<'_>) -> TopicSet {
    concepts::read(node, UnlistedCodes::Words, true)
        .topics
        .union(topics(node))
}

/// The topics of all words below a node, but for those of coded facts, which are judged with their codes.
pub(super) fn topics(root: &Node<'_>) -> TopicSet {
    topics_except(root, Except::NOTHING)
}

/// The topics of all words below a node, but for those of coded facts and those at these places.
pub(super) fn topics_except(root: &Node<'_>, except: &Except) -> TopicSet {
    let mut topics = TopicSet::EMPTY;
    root.each_object(&mut |field, object| {
        if except.hold(&object.span) || is_name_of_person(field, object) {
            return;
        }
        let (concept, coding) = (object.get("coding").is_some(), object.get("code").is_some());
        for (name, value) in object.members() {
            let judged = concept && name == "text" || coding && name == "display";
            if judged || STRUCTURE.contains(&&**name) {
                continue;
            }
            for text in value.each().iter().filter_map(Node::text) {
                topics = topics.union(terms::find(text));
            }
        }
    });
    topics
}

/// The topics of what is said about a person: of the narrative and of extensions, without the words of their names and
/// addresses, which are no medical words ("Gay", "Coke").
pub(super) fn topics_about_person(root: &Node<'_>) -> TopicSet {
    let mut own = HashSet::new();
    root.each_text(&mut |name, text| {
        if !is_said(name) {
            own.extend(words::words(text).into_iter().map(|word| word.folded));
        }
    });
    let mut topics = TopicSet::EMPTY;
    root.each_text(&mut |name, text| {
        for reading in words::readings(text).into_iter().filter(|_| is_said(name)) {
            let others = reading.iter().filter(|word| !own.contains(&word.folded));
            let others: Vec<&str> = others.map(|word| word.written.as_str()).collect();
            topics = topics.union(terms::find(&others.join(" ")));
        }
    });
    topics
}

/// The topics of the addresses of profiles, extensions, identifiers and code systems: `http://x.example/hiv-status` says what it
/// is about. Those that everybody uses say it in a code or in words beside it.
pub(super) fn topics_of_addresses(root: &Node<'_>) -> TopicSet {
    const ADDRESSES: &[&str] = &["system", "url", "uri", "profile"];
    let mut topics = TopicSet::EMPTY;
    root.each_text(&mut |name, text| {
        if ADDRESSES.contains(&name) && !is_everybodys(text) {
            topics = topics.union(terms::find(&words::parted(text)));
        }
    });
    topics
}

fn is_everybodys(address: &str) -> bool {
    let host = address
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let of_hl7 = host.is_some_and(|host| host == "hl7.org" || host.ends_with(".hl7.org"));
    of_hl7 || matches!(systems::named(Some(address)), Named::As(_))
}

/// Whether this points at the person whose record it is: its words are their name, and there are people called Yasmin.
fn is_name_of_person(field: &str, object: &Node<'_>) -> bool {
    const OTHERS: &[&str] = &[
        "Device/",
        "Group/",
        "Location/",
        "Organization/",
        "Medication/",
        "Substance/",
    ];
    let target = object.text_of("reference").unwrap_or_default();
    let kind = object.text_of("type").unwrap_or("Patient");
    matches!(field, "subject" | "patient" | "beneficiary" | "subscriber")
        && object.get("display").is_some()
        && matches!(kind, "Patient" | "RelatedPerson")
        && !OTHERS.iter().any(|other| target.contains(other))
}

/// Fields that say something in sentences.
fn is_said(name: &str) -> bool {
    matches!(name, "div" | "valueString" | "valueMarkdown")
}

/// Fields that hold names for machines, not words.
pub(super) const STRUCTURE: &[&str] = &[
    "id",
    "reference",
    "system",
    "code",
    "url",
    "uri",
    "profile",
    "versionId",
    "language",
    "data",
    "contentType",
    "hash",
    "family",
    "given",
    "city",
    "xmlns",
];
