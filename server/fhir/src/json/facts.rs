//! What does one resource say about itself: what it is, whose it is, when, and what it points at?

use domain::catalogue::{
    CategorySet, DataCategory, ResourceType,
    category_code::{Code, category_of_code, category_of_words},
};

use super::Node;
use super::dates::{self, Interval};

pub use super::pointers::{Reference, attachment_links, conditional, literal, references};

/// One coding, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coding<'n> {
    pub system: Option<&'n str>,
    pub code: &'n str,
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
    let codings = category_codings(root);
    let mapped = codings
        .iter()
        .filter_map(|one| category_of_code(kind, code(one)));
    let found: CategorySet = mapped.chain(said_categories(kind, root)).collect();
    if found.is_empty() {
        CategorySet::classify(kind, codings.iter().map(code))
    } else {
        found
    }
}

/// The category that a resource names and that maps to no kind of data; `None` if one of them does, or it names none.
pub fn unmapped_category(kind: ResourceType, root: &Node<'_>) -> Option<String> {
    if CategorySet::of_resource(kind).len() <= 1 {
        return None;
    }
    let codings = category_codings(root);
    let mapped = codings
        .iter()
        .any(|one| category_of_code(kind, code(one)).is_some());
    if mapped || said_categories(kind, root).next().is_some() {
        return None;
    }
    let written = codings.first().map(|one| one.code);
    let said = || {
        root.all(&["category"])
            .into_iter()
            .find_map(|one| one.text_of("text"))
    };
    written.or_else(said).map(str::to_owned)
}

fn code<'n>(coding: &Coding<'n>) -> Code<'n> {
    Code {
        system: coding.system,
        code: coding.code,
    }
}

/// The categories that the words of `category` name.
fn said_categories<'n>(
    kind: ResourceType,
    root: &'n Node<'_>,
) -> impl Iterator<Item = DataCategory> + 'n {
    let concepts = root.all(&["category"]).into_iter();
    let words = concepts
        .filter(|one| one.get("coding").is_none())
        .filter_map(|one| one.text_of("text"));
    words.filter_map(move |words| category_of_words(kind, words))
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

/// Whether the sender took the resource back: it should never have been there.
pub fn is_in_error(root: &Node<'_>) -> bool {
    let verified = root.all(&["verificationStatus", "coding"]);
    let verified = verified.iter().filter_map(|one| one.text_of("code"));
    let status = root
        .text_of("status")
        .or_else(|| root.text_of("lifecycleStatus"));
    verified
        .chain(status)
        .any(|code| code == "entered-in-error")
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
pub(super) const DATE_FIELDS: &[&[&str]] = &[
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

/// The time that a date, a moment or a period names.
pub fn interval(node: &Node<'_>) -> Option<Interval> {
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
