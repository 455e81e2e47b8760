//! How far does a label reach? Whatever points at a labelled record tells of it, and so carries the label too.
//!
//! In a real record two sensitive conditions are repeated in more than one hundred visits, claims,
//! benefits and plans: labels on conditions alone would be a leak.

use domain::catalogue::ResourceType;

/// Whether a label on a resource of this type passes to what points at it.
///
/// A person, a place or an organisation is pointed at by everything: its label is about itself.
pub fn carries(kind: ResourceType) -> bool {
    !kind.is_directory() && !matches!(kind, ResourceType::Patient | ResourceType::RelatedPerson)
}

/// Spreads label masks along references to the fixed point.
///
/// `own[i]` is what record `i` says by itself; an edge `(from, to)` says that `from` points at `to`.
/// Starts from `own` each time, so a label that lost its reason goes away, also in a circle.
pub fn spread(own: &[i64], edges: &[(usize, usize)]) -> Vec<i64> {
    let mut pointing_at = vec![Vec::new(); own.len()];
    for &(from, to) in edges {
        pointing_at[to].push(from);
    }
    let mut masks = own.to_vec();
    let mut waiting: Vec<usize> = (0..own.len()).filter(|&record| own[record] != 0).collect();
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
