//! What of a record is left out of a reading?

use std::ops::Range;

use crate::json::Node;

/// Places in a text of which none lies in another, in their order.
#[derive(Debug)]
pub(super) struct Except(Vec<Range<usize>>);

impl Except {
    pub(super) const NOTHING: &'static Self = &Self(Vec::new());

    pub(super) fn these(nodes: &[&Node<'_>]) -> Self {
        let mut places: Vec<Range<usize>> = nodes.iter().map(|node| node.span.clone()).collect();
        places.sort_by_key(|place| place.start);
        Self(places)
    }

    /// Whether what stands there stands in one of the places.
    pub(super) fn hold(&self, span: &Range<usize>) -> bool {
        let behind = self.0.partition_point(|place| place.start <= span.start);
        let before = behind.checked_sub(1).and_then(|at| self.0.get(at));
        before.is_some_and(|place| span.end <= place.end)
    }
}
