//! What is not imported, and what is not sorted: where does it stand, and why?

use fhir::json::JsonError;
use fhir::labelling::Doubt;
use std::fmt;

use crate::store::records::RecordKey;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    WholeFile,
    /// The entry of a bundle, counted from 1.
    Entry(usize),
    /// The line of an NDJSON file, counted from 1.
    Line(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WholeFile => f.write_str("whole file"),
            Self::Entry(number) => write!(f, "entry {number}"),
            Self::Line(number) => write!(f, "line {number}"),
        }
    }
}

/// An entry that was not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Why, in one sentence.
    pub why: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.file, self.place, self.why)
    }
}

/// A record that no app and no caregiver sees, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSorted {
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Under which type and id it is stored.
    pub record: RecordKey,
    /// The first thing in it that is not known.
    pub why: Doubt,
}

impl fmt::Display for NotSorted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            place,
            record,
            why,
        } = self;
        write!(f, "{file}, {place}, {record}: {why}")
    }
}

/// Why an entry is not imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Why {
    #[error("{0}")]
    Json(#[from] JsonError),
    #[error("it has no resource")]
    NoResource,
    #[error("it asks to {0}; an import only adds and replaces")]
    OtherMethod(String),
    #[error("it does not say what it is (resourceType)")]
    NoType,
    #[error("\"{0}\" is not a kind of record that is kept here")]
    UnknownType(String),
    #[error("its id has characters or a length that no FHIR id has")]
    BadId,
    #[error("{0} stands in this file already, as {1}")]
    Twice(RecordKey, Place),
    #[error(
        "{0} is stored, or stands in this file, in a newer version, or was entered in error since"
    )]
    Older(RecordKey),
    #[error("its \"meta\" is not an object")]
    BadMeta,
    #[error("it does not say whose record it is")]
    NobodysRecord,
    #[error("it is the record of \"{0}\", a patient that is not known by that name here")]
    UnknownPatient(String),
    #[error("it names several patients")]
    SeveralPatients,
    #[error(
        "{0} is stored already, and is another person; name the source of these files (--source) to keep both"
    )]
    AnotherPerson(RecordKey),
    #[error("{0} is stored already, as another patient's record")]
    AnotherPatients(RecordKey),
    #[error("{0} was withdrawn; `sayso record readmit` lets it in again")]
    Withdrawn(RecordKey),
    #[error("{0} was found to be {1}: the records that name it are stored as that one's")]
    Merged(RecordKey, RecordKey),
    #[error("what it is about (target) is neither in this file nor stored")]
    UnknownTarget,
}
