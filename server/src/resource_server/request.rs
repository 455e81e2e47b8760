//! Path, query and headers of a FHIR request, read without guessing.

use axum::{
    extract::{Path, rejection::PathRejection},
    http::{HeaderMap, header::ACCEPT},
};
use domain::{catalogue::ResourceType, ids::ResourceId};

use super::outcome::Problem;
use crate::http::form;
use fhir::search::{Handling, Pair};

pub(super) fn resource_type(name: &str) -> Result<ResourceType, Problem> {
    name.parse().map_err(|_| Problem::UnknownType)
}

pub(super) fn of_type(path: Result<Path<String>, PathRejection>) -> Result<ResourceType, Problem> {
    let Path(name) = path.map_err(|_| Problem::BadAddress)?;
    resource_type(&name)
}

pub(super) fn of_record(
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<(ResourceType, ResourceId), Problem> {
    let Path((name, id)) = path.map_err(|_| Problem::BadAddress)?;
    Ok((
        resource_type(&name)?,
        ResourceId::parse(id).map_err(|_| Problem::BadId)?,
    ))
}

/// A version has the form of an id (FHIR R4 `meta.versionId`).
pub(super) fn of_version(
    path: Result<Path<(String, String, String)>, PathRejection>,
) -> Result<((ResourceType, ResourceId), ResourceId), Problem> {
    let Path((name, id, version)) = path.map_err(|_| Problem::BadAddress)?;
    let asked = of_record(Ok(Path((name, id))))?;
    let version = ResourceId::parse(version).map_err(|_| Problem::NoSuchRecord)?;
    Ok((asked, version))
}

/// `Prefer: handling` (FHIR R4 §3.1.1.3.1); lenient by default.
pub(super) fn handling(headers: &HeaderMap) -> Handling {
    let strict = headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split([',', ';']))
        .any(|preference| preference.trim().eq_ignore_ascii_case("handling=strict"));
    if strict {
        Handling::Strict
    } else {
        Handling::Lenient
    }
}

/// `_format` wins over `Accept` (FHIR R4 §3.1.0.1.11). We write JSON and nothing else.
pub(super) fn require_json(headers: &HeaderMap, pairs: &[Pair]) -> Result<(), Problem> {
    let format = pairs.iter().find(|(name, _)| name == "_format");
    let format = format.filter(|(_, format)| !format.trim().is_empty());
    let acceptable = match format {
        Some((_, format)) => is_json(format),
        None => accepts_json(headers),
    };
    if acceptable {
        Ok(())
    } else {
        Err(Problem::NotAcceptable)
    }
}

/// Whether the content of a Binary is asked for, and not the resource around it: by an `Accept` that no FHIR type fits
/// (FHIR R4 Binary, "Serving Binary Resources").
pub(super) fn wants_content(resource: ResourceType, headers: &HeaderMap, pairs: &[Pair]) -> bool {
    let named = pairs
        .iter()
        .any(|(name, format)| name == "_format" && !format.trim().is_empty());
    resource == ResourceType::Binary && !named && !accepts_json(headers)
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let mut ranges = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter(|range| !range.trim().is_empty())
        .peekable();
    ranges.peek().is_none() || ranges.any(is_json)
}

fn is_json(range: &str) -> bool {
    let media = range.split(';').next().unwrap_or_default().trim();
    // A plus that was sent unescaped in an address arrives as a space.
    [
        "application/fhir+json",
        "application/fhir json",
        // What R4 calls it is what DSTU2 called `application/json+fhir`, which clients still send.
        "application/json+fhir",
        "application/json fhir",
        "fhir+json",
        "fhir json",
        "json+fhir",
        "application/json",
        "text/json",
        "text/*",
        "json",
        "*/*",
        "application/*",
    ]
    .iter()
    .any(|known| media.eq_ignore_ascii_case(known))
}

pub(super) fn require_form(headers: &HeaderMap) -> Result<(), Problem> {
    let said = form::is_form(headers);
    said.then_some(()).ok_or(Problem::WrongContentType)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    fn format(value: &str) -> Vec<Pair> {
        vec![("_format".to_owned(), value.to_owned())]
    }

    #[test]
    fn json_is_written_for_whoever_can_read_it() {
        for accept in [
            "application/fhir+json",
            "*/*",
            "text/html, application/json;q=0.5",
            "",
            " , ",
            "application/json+fhir;charset=utf-8",
            "application/fhir+xml;q=0.2, application/json+fhir",
            "Application/FHIR+JSON; fhirVersion=4.0",
        ] {
            assert!(
                require_json(&asking("accept", accept), &[]).is_ok(),
                "{accept}"
            );
        }
        assert!(require_json(&HeaderMap::new(), &[]).is_ok());
        assert!(require_json(&asking("accept", "application/fhir+xml"), &[]).is_err());
    }

    #[test]
    fn the_format_parameter_wins() {
        let xml = asking("accept", "application/fhir+xml");
        assert!(require_json(&xml, &format("json")).is_ok());
        assert!(require_json(&HeaderMap::new(), &format("xml")).is_err());
        assert!(require_json(&HeaderMap::new(), &format("")).is_ok());
        assert!(
            require_json(&xml, &format(" ")).is_err(),
            "nothing is no format"
        );
        for written in ["application/json fhir", "json+fhir", "text/json"] {
            assert!(require_json(&xml, &format(written)).is_ok(), "{written}");
        }
    }

    #[test]
    fn strict_handling_is_found_among_other_preferences() {
        assert_eq!(
            handling(&asking("prefer", "respond-async, handling=strict")),
            Handling::Strict
        );
        assert_eq!(
            handling(&asking("prefer", "handling=lenient")),
            Handling::Lenient
        );
    }
}
