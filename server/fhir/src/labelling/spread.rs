//! How far does a label reach? Whatever points at a labelled record tells of it, and so carries the label too; what a whole
//! says by itself is true of its parts.
//!
//! In a real record two sensitive conditions are repeated in more than one hundred visits, claims,
//! benefits and plans: labels on conditions alone would be a leak.

use domain::catalogue::ResourceType;

use super::parts::Bond;

/// Whether a label on a resource of this type passes to what points at it.
///
/// A person, a place or an organisation is pointed at by everything: its label is about itself.
pub fn carries(kind: ResourceType) -> bool {
    !kind.is_directory() && !matches!(kind, ResourceType::Patient | ResourceType::RelatedPerson)
}

/// Record `from` points at record `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    /// The topics that `from` says by itself and that are true of `to`.
    pub passes: i64,
    pub bond: Bond,
}

/// Spreads label masks along references to the fixed point.
///
/// `own[i]` is what record `i` says by itself. Starts from `own` each time, so a label that lost its
/// reason goes away, also in a circle.
pub fn spread(own: &[i64], edges: &[Edge]) -> Vec<i64> {
    let mut pointing_at = vec![Vec::new(); own.len()];
    let mut masks = own.to_vec();
    for edge in edges {
        pointing_at[edge.to].push(edge.from);
        masks[edge.to] |= edge.passes;
    }
    let mut waiting: Vec<usize> = (0..own.len())
        .filter(|&record| masks[record] != 0)
        .collect();
    while let Some(record) = waiting.pop() {
        for &from in &pointing_at[record] {
            let joined = masks[from] | masks[record];
            if joined != masks[from] {
                masks[from] = joined;
                waiting.push(from);
            }
        }
    }
    masks
}

/// Which records are known once those that go together share what is not.
///
/// `alone[i]` says that record `i` points at content that is not stored.
pub fn known(own: &[bool], alone: &[bool], edges: &[Edge]) -> Vec<bool> {
    let mut shared_with = vec![Vec::new(); own.len()];
    for edge in edges {
        if edge.bond >= Bond::Tells {
            shared_with[edge.to].push(edge.from);
        }
        if edge.bond == Bond::Content {
            shared_with[edge.from].push(edge.to);
        }
    }
    let known = own.iter().zip(alone).map(|(own, alone)| *own && !*alone);
    let mut known: Vec<bool> = known.collect();
    let mut waiting: Vec<usize> = (0..own.len()).filter(|&record| !known[record]).collect();
    while let Some(record) = waiting.pop() {
        for &other in &shared_with[record] {
            if known[other] {
                known[other] = false;
                waiting.push(other);
            }
        }
    }
    known
}
