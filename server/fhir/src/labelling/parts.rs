//! Which records are parts of which, so that they share their labels?
//!
//! What a whole says of itself is true of its parts: what a psychiatric note is called, its content is, and a report of a
//! sensitive test covers all its results. What it says of one part, where it names that part, is true of that part alone, and
//! what it only carries from one part says nothing of the others.

use std::collections::BTreeSet;

use domain::catalogue::{ResourceType, TopicSet};

use super::bond::Bond;
use super::except::Except;
use super::free_text::{self, topics_within};
use super::{attachments, concepts, security, terms, unlisted::UnlistedCodes};
use crate::json::Node;

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
    whole(&mut found, kind, root, own);
    for path in same_bill(kind) {
        add(&mut found, root, path, own, Bond::Part);
    }
    for path in [
        &["medicationReference"][..],
        &["ingredient", "itemReference"],
    ] {
        for medicine in root.all(path) {
            add(
                &mut found,
                medicine,
                &[],
                topics_within(medicine),
                Bond::Tells,
            );
        }
    }
    match kind {
        ResourceType::Claim | ResourceType::ExplanationOfBenefit => billed(&mut found, root),
        ResourceType::Composition => sections(&mut found, root, TopicSet::EMPTY),
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

/// The lists in which a resource that is one thing names its parts, and where in an entry the reference stands.
fn wholes(kind: ResourceType) -> &'static [(&'static str, &'static [&'static str])] {
    use ResourceType as R;
    match kind {
        R::DiagnosticReport => &[("result", &[]), ("media", &["link"]), ("imagingStudy", &[])],
        R::Observation => &[("hasMember", &[]), ("derivedFrom", &[])],
        R::Encounter => &[("diagnosis", &["condition"]), ("appointment", &[])],
        R::CarePlan => &[("goal", &[]), ("activity", &["reference"])],
        R::ClinicalImpression => &[
            ("problem", &[]),
            ("investigation", &["item"]),
            ("finding", &["itemReference"]),
        ],
        R::Procedure => &[("report", &[])],
        R::MedicationDispense => &[("authorizingPrescription", &[])],
        R::MedicationAdministration => &[("request", &[])],
        _ => &[],
    }
}

/// A bill and the answer to it repeat the same items.
fn same_bill(kind: ResourceType) -> &'static [&'static [&'static str]] {
    match kind {
        ResourceType::ExplanationOfBenefit => &[&["claim"]],
        ResourceType::ClaimResponse => &[&["request"]],
        _ => &[],
    }
}

/// What a whole says of itself passes to each part, and what it says of one part to that part.
fn whole<'n>(found: &mut Vec<Part<'n>>, kind: ResourceType, root: &'n Node<'_>, own: TopicSet) {
    let lists = wholes(kind);
    let entries: Vec<&Node<'_>> = lists
        .iter()
        .flat_map(|(list, _)| root.all(&[list]))
        .collect();
    if entries.is_empty() {
        return;
    }
    let of_itself = if own.is_empty() {
        own
    } else {
        said_outside(kind, root, &Except::these(&entries))
    };
    for (list, path) in lists {
        for entry in root.all(&[list]) {
            let passes = of_itself.union(topics_within(entry));
            add(found, entry, path, passes, Bond::Part);
        }
    }
}

/// The own topics of a resource, but for what is said at these places.
fn said_outside(kind: ResourceType, root: &Node<'_>, places: &Except) -> TopicSet {
    let words = if free_text::is_free(kind) {
        free_text::topics_except(root, places)
    } else {
        TopicSet::EMPTY
    };
    let attached = attachments::read(kind, root, &BTreeSet::new(), UnlistedCodes::Words);
    security::read(root)
        .topics
        .union(concepts::topics_except(root, places))
        .union(words)
        .union(free_text::topics_of_addresses(root))
        .union(attached.topics)
}

/// A bill tells of a diagnosis or procedure what it says where it names it. What it bills besides says nothing of them.
fn billed<'n>(found: &mut Vec<Part<'n>>, root: &'n Node<'_>) {
    for (list, reference) in [
        ("diagnosis", "diagnosisReference"),
        ("procedure", "procedureReference"),
    ] {
        for entry in root.all(&[list]) {
            add(found, entry, &[reference], topics_within(entry), Bond::None);
        }
    }
}

/// The heading of a section is true of its entries, also of those of the sections in it.
fn sections<'n>(found: &mut Vec<Part<'n>>, node: &'n Node<'_>, above: TopicSet) {
    for section in node.all(&["section"]) {
        let heading = ["title", "code"]
            .into_iter()
            .filter_map(|name| section.get(name));
        let heading = heading.fold(above, |all, one| match one.text() {
            Some(title) => all.union(terms::find(title)),
            None => all.union(topics_within(one)),
        });
        for entry in section.all(&["entry"]) {
            let passes = heading.union(topics_within(entry));
            add(found, entry, &[], passes, Bond::Part);
        }
        sections(found, section, heading);
    }
}
