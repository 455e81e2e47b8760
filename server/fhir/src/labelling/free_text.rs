//! Which topics do the words of a record touch, wherever they stand?

use std::collections::HashSet;
use std::ops::Range;

use domain::catalogue::TopicSet;

use super::{concepts, terms, words};
use crate::{json::Node, labelling::UnlistedCodes};

/// The topics of all words and codes below a node: of a whole resource, or of a part of it.
pub(super) fn topics_within(node: &Node<'_>) -> TopicSet {
    concepts::read(node, UnlistedCodes::Words, true)
        .topics
        .union(topics(node))
}

/// The topics of all words below a node, but for those of coded facts, which are judged with their codes.
pub(super) fn topics(root: &Node<'_>) -> TopicSet {
    topics_except(root, &[])
}

/// The topics of all words below a node, but for those of coded facts and those at these places.
pub(super) fn topics_except(root: &Node<'_>, except: &[Range<usize>]) -> TopicSet {
    let mut topics = TopicSet::EMPTY;
    root.each_object(&mut |_, object| {
        let within =
            |place: &Range<usize>| place.start <= object.span.start && object.span.end <= place.end;
        if except.iter().any(within) {
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
    "line",
    "city",
    "xmlns",
];
