//! What comes along with the matches of a search (FHIR R4 §3.1.1.5.4)?

use domain::catalogue::ResourceType;

use super::{Field, Holds, parameters};

/// The one `_revinclude` that is supported (US Core asks for it).
pub(super) const PROVENANCE: &str = "Provenance:target";

/// Whether there is Provenance of a type: of what belongs to a patient, and not of other Provenance.
pub fn has_provenance(resource: ResourceType) -> bool {
    !resource.is_directory() && resource != ResourceType::Provenance
}

/// One `_include`: the records that matches point at by a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include {
    pub through: Through,
    /// `None` for records of every type.
    pub target: Option<ResourceType>,
}

/// By which parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Whose record the match is.
    Patient,
    /// The parameter of that name.
    Element(&'static str),
}

/// The names of the parameters of a type along which records are included.
pub fn includes(resource: ResourceType) -> impl Iterator<Item = &'static str> {
    ways(resource).map(|(name, _)| name)
}

fn ways(resource: ResourceType) -> impl Iterator<Item = (&'static str, Through)> {
    parameters(resource).filter_map(move |(name, field)| match field {
        // A Patient is its own.
        Field::Patient if resource != ResourceType::Patient => Some((name, Through::Patient)),
        Field::Element(element) if element.holds == Holds::Reference => {
            Some((name, Through::Element(element.name)))
        }
        _ => None,
    })
}

/// Reads `Type:parameter` or `Type:parameter:Target`. `None` for what is not supported.
pub(super) fn include(resource: ResourceType, value: &str) -> Option<Include> {
    let mut parts = value.split(':');
    let source: ResourceType = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let target = parts.next().map(str::parse).transpose().ok()?;
    if source != resource || parts.next().is_some() {
        return None;
    }
    let (_, through) = ways(resource).find(|(known, _)| *known == name)?;
    Some(Include { through, target })
}
