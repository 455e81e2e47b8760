//! Which records are parts of which, so that they share their labels?
//!
//! A part points at its whole or is pointed at by it. What the whole says by itself is true of its parts too: what a
//! psychiatric note is called, its content is. What the whole only carries from one part says nothing about the others.

use domain::catalogue::{ResourceType, TopicSet};

use super::free_text::topics_within;
use crate::json::Node;

/// How two records go together, beyond the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    None,
    /// What is pointed at says what the pointer is: a request for a medicine that is not known is not known.
    Tells,
    /// The two are one: a note and its content.
    Content,
}

impl Bond {
    pub const fn stored(self) -> i16 {
        match self {
            Self::None => 0,
            Self::Tells => 1,
            Self::Content => 2,
        }
    }

    pub const fn from_stored(stored: i16) -> Self {
        match stored {
            1 => Self::Tells,
            2 => Self::Content,
            _ => Self::None,
        }
    }
}

/// A reference to a part, as it is written, and what passes to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'n> {
    pub target: &'n str,
    pub passes: TopicSet,
    pub bond: Bond,
}

/// The references to parts of a resource whose own topics are `own`.
pub fn parts<'n>(kind: ResourceType, root: &'n Node<'_>, own: TopicSet) -> Vec<Part<'n>> {
    let mut found = Vec::new();
    for path in wholes(kind) {
        add(&mut found, root, path, own, Bond::None);
    }
    for path in [
        &["medicationReference"][..],
        &["ingredient", "itemReference"],
    ] {
        add(&mut found, root, path, own, Bond::Tells);
    }
    match kind {
        ResourceType::Claim | ResourceType::ExplanationOfBenefit => claim_items(&mut found, root),
        ResourceType::Composition => sections(&mut found, root),
        _ => {}
    }
    found
}

fn add<'n>(
    found: &mut Vec<Part<'n>>,
    node: &'n Node<'_>,
    path: &[&str],
    passes: TopicSet,
    bond: Bond,
) {
    let references = node.all(path).into_iter();
    found.extend(references.filter_map(|part| {
        Some(Part {
            target: part.text_of("reference")?,
            passes,
            bond,
        })
    }));
}

/// Where a resource that is one thing names its parts.
fn wholes(kind: ResourceType) -> &'static [&'static [&'static str]] {
    use ResourceType as R;
    match kind {
        R::DiagnosticReport => &[&["result"], &["media", "link"], &["imagingStudy"]],
        R::Observation => &[&["hasMember"], &["derivedFrom"]],
        R::Encounter => &[&["diagnosis", "condition"], &["appointment"]],
        R::CarePlan => &[&["goal"], &["activity", "reference"]],
        R::ClinicalImpression => &[
            &["problem"],
            &["investigation", "item"],
            &["finding", "itemReference"],
        ],
        R::Procedure => &[&["report"], &["reasonReference"]],
        R::MedicationDispense => &[&["authorizingPrescription"]],
        R::Claim => &[&["prescription"]],
        R::ExplanationOfBenefit => &[&["prescription"], &["claim"]],
        R::MedicationAdministration | R::ClaimResponse => &[&["request"]],
        _ => &[],
    }
}

/// One item of a claim tells of the diagnoses and procedures that it names, and of no others.
fn claim_items<'n>(found: &mut Vec<Part<'n>>, root: &'n Node<'_>) {
    const LISTS: [(&str, &str, &str); 2] = [
        ("diagnosis", "diagnosisSequence", "diagnosisReference"),
        ("procedure", "procedureSequence", "procedureReference"),
    ];
    for (list, numbers, reference) in LISTS {
        for entry in root.all(&[list]) {
            let number = entry.get("sequence").and_then(Node::plain);
            let items = root.all(&["item"]).into_iter().filter(|item| {
                let named = item.all(&[numbers]);
                number.is_some() && named.iter().any(|one| one.plain() == number)
            });
            let passes = items.fold(topics_within(entry), |all, item| {
                all.union(topics_within(item))
            });
            add(found, entry, &[reference], passes, Bond::None);
        }
    }
}

/// What the heading of a section says is true of its entries.
fn sections<'n>(found: &mut Vec<Part<'n>>, root: &'n Node<'_>) {
    root.each_object(&mut |name, object| {
        if name == "section" {
            add(found, object, &["entry"], topics_within(object), Bond::None);
        }
    });
}
