//! Which sensitive topics does a record touch, and could we read enough of it to say so?
//!
//! Three sources, joined: security labels that the sender set, curated code lists (`topics/*.csv`)
//! and curated words (`topics/*.terms`) matched against all free text. What points at a labelled
//! record carries its label too, see [`spread`]. What cannot be read is never called harmless.

mod attachments;
mod lists;
mod spread;
mod terms;

#[cfg(test)]
mod tests;

use domain::catalogue::{ResourceType, SensitiveTopic, TopicSet};

use crate::fhir::json::Node;

pub use spread::{carries, spread};

/// What a record says by itself, before labels spread along references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    pub topics: TopicSet,
    /// False where some of it could not be read: such a record stays hidden.
    pub classified: bool,
}

/// Labels one resource.
pub fn label(kind: ResourceType, root: &Node<'_>) -> Label {
    let security = security_labels(root);
    let mut topics = security.topics.union(coded(root));
    let mut readable = true;
    if speaks_freely(kind) {
        root.each_text(&mut |name, text| {
            if !STRUCTURE.contains(&name) {
                topics = topics.union(terms::find(text));
            }
        });
        let attached = attachments::read(kind, root);
        readable = attached.all_readable;
        for text in &attached.texts {
            topics = topics.union(terms::find(text));
        }
    }
    Label {
        topics,
        classified: readable && security.classified,
    }
}

/// Names of people are no medical words ("Gay", "Coke"): these types are labelled by code alone.
fn speaks_freely(kind: ResourceType) -> bool {
    !matches!(
        kind,
        ResourceType::Patient | ResourceType::RelatedPerson | ResourceType::Practitioner
    )
}

/// Fields that hold names for machines, not words.
const STRUCTURE: &[&str] = &[
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

fn coded(root: &Node<'_>) -> TopicSet {
    let mut topics = TopicSet::EMPTY;
    root.each_object(&mut |_, object| {
        if let Some(code) = object.text_of("code") {
            topics = topics.union(lists::find(object.text_of("system"), code));
        }
    });
    topics
}

const ACT_CODE: &str = "ActCode";
const CONFIDENTIALITY: &str = "Confidentiality";

/// `meta.security` as HL7 DS4P uses it.
fn security_labels(root: &Node<'_>) -> Label {
    let mut topics = TopicSet::EMPTY;
    let mut restricted = false;
    for coding in root.all(&["meta", "security"]) {
        let system = coding.text_of("system").unwrap_or(ACT_CODE);
        let code = coding.text_of("code").unwrap_or_default();
        if system.contains(ACT_CODE) {
            topics = SensitiveTopic::from_code(code)
                .into_iter()
                .collect::<TopicSet>()
                .union(topics);
        }
        // HL7 v3 Confidentiality: R restricted, V very restricted.
        restricted |= system.contains(CONFIDENTIALITY) && matches!(code, "R" | "V");
    }
    // Restricted without a topic we know: somebody had a reason that we cannot read.
    Label {
        topics,
        classified: !restricted || !topics.is_empty(),
    }
}
