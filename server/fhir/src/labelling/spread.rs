//! How far does a label reach? Whatever points at a labelled record tells of it, and so carries the label too; what a whole
//! says of itself is true of its parts. What it only carries stays with it: it does not reach what happened on the same occasion.
//!
//! In a real record two sensitive conditions are repeated in more than one hundred visits, claims,
//! benefits and plans: labels on conditions alone would be a leak.

use domain::catalogue::ResourceType;

use super::bond::Bond;

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
    let being = with_what_tells(with_wholes(own, edges), edges);
    let settled = with_occasions(being, edges);
    let mut pointing_at = vec![Vec::new(); own.len()];
    for edge in edges.iter().filter(|edge| edge.bond != Bond::Occasion) {
        pointing_at[edge.to].push(edge.from);
    }
    flow(settled, &pointing_at)
}

/// What each record is: what it says, and what the wholes say that it is a part of, however deep.
fn with_wholes(own: &[i64], edges: &[Edge]) -> Vec<i64> {
    let mut passed = vec![0; own.len()];
    let mut parts_of = vec![Vec::new(); own.len()];
    for edge in edges {
        passed[edge.to] |= edge.passes;
        if edge.bond.is_within() {
            parts_of[edge.from].push(edge.to);
        }
    }
    let passed = flow(passed, &parts_of);
    own.iter()
        .zip(passed)
        .map(|(own, passed)| own | passed)
        .collect()
}

/// A request is for the medicine that it points at, and a note is its content: what those are, it is, and does not only carry.
fn with_what_tells(being: Vec<i64>, edges: &[Edge]) -> Vec<i64> {
    let mut told_by = vec![Vec::new(); being.len()];
    for edge in edges.iter().filter(|edge| edge.bond.shares_doubt()) {
        told_by[edge.to].push(edge.from);
    }
    flow(being, &told_by)
}

/// What happened at a visit is what the visit is, and a visit that is part of a stay is what the stay is, however many
/// steps lie between. What shares its being with such a record, as a note with its content, shares its occasion.
fn with_occasions(being: Vec<i64>, edges: &[Edge]) -> Vec<i64> {
    let mut occasion_of = vec![Vec::new(); being.len()];
    for edge in edges {
        if edge.bond == Bond::Occasion || edge.bond.shares_doubt() {
            occasion_of[edge.to].push(edge.from);
        }
        if edge.bond == Bond::Content {
            occasion_of[edge.from].push(edge.to);
        }
    }
    flow(being, &occasion_of)
}

/// Lets each mask reach everything that `next` names, to the fixed point.
fn flow(mut masks: Vec<i64>, next: &[Vec<usize>]) -> Vec<i64> {
    let mut waiting: Vec<usize> = (0..masks.len()).filter(|&one| masks[one] != 0).collect();
    while let Some(record) = waiting.pop() {
        for &other in &next[record] {
            let joined = masks[other] | masks[record];
            if joined != masks[other] {
                masks[other] = joined;
                waiting.push(other);
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
        if edge.bond.shares_doubt() {
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
