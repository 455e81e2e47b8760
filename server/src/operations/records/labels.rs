//! What does a record say by itself, and what of it is true of what it points at?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use domain::catalogue::{ResourceType, TopicSet};
use fhir::json::{Edit, Node, facts, moved};
use fhir::labelling::{self, Bond, Doubt, Label, Part};

use crate::{
    config::UnlistedCodes,
    store::records::{NewReference, RecordKey},
};

/// A reference of which we know what it points at.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub key: RecordKey,
    /// The reference as it was written.
    pub written: String,
    pub whole: Range<usize>,
    /// It leads to the content of an attachment.
    pub is_link: bool,
}

/// What the entry says by itself.
pub(super) fn label(
    kind: ResourceType,
    root: &Node<'_>,
    found: &[Found],
    unlisted: UnlistedCodes,
) -> Label {
    let links: BTreeSet<&str> = found
        .iter()
        .filter(|one| one.is_link)
        .map(|one| one.written.as_str())
        .collect();
    let mut label = labelling::label(kind, root, &links, unlisted);
    label
        .doubts
        .extend(facts::unmapped_category(kind, root).map(Doubt::Category));
    label
}

/// The references of an entry, once for each target in their order, and what passes along them.
pub(super) fn ties(
    kind: ResourceType,
    root: &Node<'_>,
    found: &[Found],
    own: TopicSet,
) -> Vec<NewReference> {
    let mut parts: HashMap<String, Vec<Part<'_>>> = HashMap::new();
    for part in labelling::parts(kind, root, own) {
        parts.entry(part.target.to_owned()).or_default().push(part);
    }
    let occasions = labelling::occasions(root);
    let mut by_target: BTreeMap<&RecordKey, NewReference> = BTreeMap::new();
    for one in found {
        let bond = match one.is_link {
            true => Bond::Content,
            false if occasions.contains(one.written.as_str()) => Bond::Occasion,
            false => Bond::None,
        };
        let reference = by_target
            .entry(&one.key)
            .or_insert_with(|| NewReference::to(one.key.clone(), bond));
        reference.bond = reference.bond.max(bond);
        if one.is_link {
            reference.passes = reference.passes.union(own);
        }
        for part in parts.get(&one.written).into_iter().flatten() {
            reference.passes = reference.passes.union(part.passes);
            reference.bond = reference.bond.max(part.bond);
        }
    }
    by_target.into_values().collect()
}

/// Notes where each reference stands once the text is edited.
pub(super) fn place(references: &mut [NewReference], found: &[Found], edits: &[Edit]) {
    for one in found {
        let at = references.binary_search_by(|reference| reference.target.cmp(&one.key));
        if let Some(reference) = at.ok().and_then(|at| references.get_mut(at)) {
            reference.spans.push(moved(&one.whole, edits));
        }
    }
}
