//! What does a reference parameter name (FHIR R4 §3.1.1.4.13)?

use domain::{catalogue::ResourceType, ids::ResourceId};

/// One alternative of a reference parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `None` for a bare id: a record of any type.
    pub kind: Option<ResourceType>,
    pub id: ResourceId,
}

impl Target {
    /// Reads `123`, `Encounter/123`, or the absolute address of a record on the server at `base`.
    pub fn parse(text: &str, base: &str) -> Option<Self> {
        let relative = text
            .strip_prefix(base)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(text);
        let (kind, id) = match relative.split_once('/') {
            Some((kind, id)) => (Some(kind.parse().ok()?), id),
            None => (None, relative),
        };
        Some(Self {
            kind,
            id: ResourceId::parse(id).ok()?,
        })
    }
}
