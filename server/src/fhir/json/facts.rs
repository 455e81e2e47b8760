//! What does one resource say about itself: what it is, whose it is, when, and what it points at?

use std::borrow::Cow;
use std::ops::Range;

use domain::catalogue::{CategorySet, ResourceType, category::Code};

use super::Node;
use super::dates::{self, Interval};

/// One coding, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coding<'n> {
    pub system: Option<&'n str>,
    pub code: &'n str,
}

/// One `reference`, and where its text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'n> {
    pub span: Range<usize>,
    pub target: &'n str,
}

/// The codings that the search parameter `category` finds.
///
/// `AllergyIntolerance.category` is a bare code; its system is fixed by R4.
pub fn category_codings<'n>(root: &'n Node<'_>) -> Vec<Coding<'n>> {
    let mut found = codings(root.all(&["category"]));
    let bare = root.all(&["category"]).into_iter().filter_map(Node::text);
    found.extend(bare.map(|code| Coding {
        system: Some("http://hl7.org/fhir/allergy-intolerance-category"),
        code,
    }));
    found
}

/// The fields whose codings say what a resource is about: R4's search parameters `code`,
/// `vaccine-code` and `type`.
const CODE_FIELDS: &[&str] = &["code", "medicationCodeableConcept", "vaccineCode", "type"];

/// The codings that the search parameter `code` finds.
pub fn code_codings<'n>(root: &'n Node<'_>) -> Vec<Coding<'n>> {
    CODE_FIELDS
        .iter()
        .flat_map(|field| codings(root.all(&[field])))
        .collect()
}

fn codings<'n>(concepts: Vec<&'n Node<'_>>) -> Vec<Coding<'n>> {
    concepts
        .into_iter()
        .flat_map(|concept| concept.all(&["coding"]))
        .filter_map(|coding| {
            Some(Coding {
                system: coding.text_of("system"),
                code: coding.text_of("code")?,
            })
        })
        .collect()
}

/// The business identifiers, by which conditional references name a resource.
pub fn identifiers<'n>(root: &'n Node<'_>) -> Vec<Coding<'n>> {
    root.all(&["identifier"])
        .into_iter()
        .filter_map(|id| {
            Some(Coding {
                system: id.text_of("system"),
                code: id.text_of("value")?,
            })
        })
        .collect()
}

/// The data categories of a resource, by the catalogue.
pub fn categories(kind: ResourceType, root: &Node<'_>) -> CategorySet {
    let codes = category_codings(root);
    CategorySet::classify(
        kind,
        codes.iter().map(|c| Code {
            system: c.system,
            code: c.code,
        }),
    )
}

/// What a person would call this resource: the words of its code, or else of its kind.
pub fn title<'n>(root: &'n Node<'_>) -> Option<&'n str> {
    let said = root
        .text_of("description")
        .or_else(|| root.text_of("title"));
    let concepts = CODE_FIELDS
        .iter()
        .chain(&["description", "category", "relationship"])
        .flat_map(|field| root.all(&[field]));
    let mut words = concepts.filter_map(|concept| {
        let display = || {
            concept
                .all(&["coding"])
                .into_iter()
                .find_map(|c| c.text_of("display"))
        };
        concept.text_of("text").or_else(display)
    });
    words
        .next()
        .or(said)
        .filter(|words| !words.trim().is_empty())
}

/// `status`, or the clinical status of the types that have no other.
pub fn status<'n>(root: &'n Node<'_>) -> Option<&'n str> {
    let clinical = || {
        root.all(&["clinicalStatus", "coding"])
            .first()?
            .text_of("code")
    };
    root.text_of("status").or_else(clinical)
}

/// Every reference in the resource, its contained resources and its extensions.
pub fn references<'n>(root: &'n Node<'_>) -> Vec<Reference<'n>> {
    let mut found = Vec::new();
    root.each_object(&mut |_, object| {
        if let Some(node) = object.get("reference")
            && let Some(target) = node.text()
        {
            found.push(Reference {
                span: node.span.clone(),
                target,
            });
        }
    });
    found
}

/// `Binary` resources that attachments point at: an `url` is not a `reference`, but a link it is.
pub fn attachment_links<'n>(root: &'n Node<'_>) -> Vec<&'n str> {
    let mut found = Vec::new();
    root.each_object(&mut |_, object| {
        found.extend(
            object
                .text_of("url")
                .filter(|url| url.starts_with("Binary/")),
        );
    });
    found
}

/// The fields by which R4's patient compartment ties a resource to a patient, in the order of trust.
const PATIENT_FIELDS: &[&[&str]] = &[
    &["patient"],
    &["subject"],
    &["beneficiary"],
    &["participant", "actor"],
    &["source"],
];

/// The references that can say whose record this is.
pub fn subjects<'n>(root: &'n Node<'_>) -> Vec<&'n str> {
    PATIENT_FIELDS
        .iter()
        .flat_map(|path| root.all(path))
        .filter_map(|reference| reference.text_of("reference"))
        .collect()
}

/// Where a date stands, most clinical first: what happened counts before when it was written down.
const DATE_FIELDS: &[&[&str]] = &[
    &["effectiveDateTime"],
    &["effectivePeriod"],
    &["effectiveInstant"],
    &["onsetDateTime"],
    &["onsetPeriod"],
    &["performedDateTime"],
    &["performedPeriod"],
    &["occurrenceDateTime"],
    &["occurrencePeriod"],
    &["timingDateTime"],
    &["timingPeriod"],
    &["collection", "collectedDateTime"],
    &["collection", "collectedPeriod"],
    &["billablePeriod"],
    &["servicePeriod"],
    &["period"],
    &["start"],
    &["startDate"],
    &["started"],
    &["whenHandedOver"],
    &["whenPrepared"],
    &["createdDateTime"],
    &["createdPeriod"],
    &["date"],
    &["authoredOn"],
    &["authored"],
    &["effectiveTiming", "event"],
    &["recordedDate"],
    &["recordedOn"],
    &["recorded"],
    &["dateAsserted"],
    &["lastOccurrence"],
    &["created"],
    &["issued"],
    &["receivedTime"],
];

/// When it happened. `None` where the resource gives no date that can be read.
pub fn when(root: &Node<'_>) -> Option<Interval> {
    let mut dated = DATE_FIELDS
        .iter()
        .flat_map(|path| root.all(path))
        .filter_map(interval);
    let first = dated.next()?;
    // Appointment carries its end beside its start.
    let end = root
        .text_of("end")
        .and_then(dates::read)
        .map_or(first.end, |end| end.end);
    Some(Interval {
        start: first.start,
        end: end.max(first.start),
    })
}

fn interval(node: &Node<'_>) -> Option<Interval> {
    if let Some(text) = node.text() {
        return dates::read(text);
    }
    let start = node.text_of("start").and_then(dates::read);
    let end = node.text_of("end").and_then(dates::read);
    match (start, end) {
        (Some(start), Some(end)) => Some(Interval {
            start: start.start,
            end: end.end,
        }),
        (Some(start), None) => Some(Interval {
            start: start.start,
            end: dates::OPEN_END,
        }),
        (None, end) => end,
    }
}

/// The `Type` and `id` of a literal reference such as `Patient/1` or `Patient/1/_history/2`.
pub fn literal(reference: &str) -> Option<(ResourceType, &str)> {
    let mut parts = reference.split('/');
    let kind: ResourceType = parts.next()?.parse().ok()?;
    let id = parts.next().filter(|id| domain::ids::is_fhir_id(id))?;
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) | (Some("_history"), Some(_), None) => Some((kind, id)),
        _ => None,
    }
}

/// A conditional reference such as `Practitioner?identifier=system|value` (R4 §3.1.0.11.2).
pub fn conditional(reference: &str) -> Option<(ResourceType, Cow<'_, str>, Cow<'_, str>)> {
    let (kind, query) = reference.split_once('?')?;
    let kind: ResourceType = kind.parse().ok()?;
    let (_, token) =
        url::form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "identifier")?;
    let (system, value) = token.split_once('|')?;
    Some((
        kind,
        Cow::Owned(system.to_owned()),
        Cow::Owned(value.to_owned()),
    ))
}
