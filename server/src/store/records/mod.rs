//! Health records: how they are written, labelled, filtered and counted.

mod anew;
mod copy;
mod counts;
mod criteria;
mod decision_labels;
#[expect(
    missing_docs,
    reason = "columns are described by the migrations that make them"
)]
pub mod entity;
mod everything;
mod filter;
mod handle;
mod included;
mod index;
mod labels;
mod list;
mod merged;
mod order;
mod read;
mod references;
mod search;
mod touching;
mod withdrawn;
mod write;

#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, ResourceType, TopicSet};

use fhir::labelling::Bond;

pub use anew::{LabelledAnew, Pass, Stamped, StoredText};
pub use copy::{Admitted, RecordPart, StoredBody};
pub use counts::{CategoryCount, Hidden, Newest, Reached, RecordCounts, TopicCount};
pub use decision_labels::StoredLabels;
pub use everything::EverythingPage;
pub use filter::ReachOfTypes;
pub use handle::Records;
pub use included::{Along, Included};
pub use list::{Listed, Wanted};
pub use merged::SourcedText;
pub use read::StoredRecord;
pub use search::{Match, Page, PageError};
pub use write::Known;

/// Type and id of a record: `Observation/8f3a`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordKey {
    /// The FHIR type.
    pub kind: ResourceType,
    /// The logical id (FHIR R4 §2.24.0.1).
    pub id: String,
}

impl std::fmt::Display for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

/// A FHIR search parameter of type `token`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchParam {
    /// `category`: the data category is computed from it.
    Category,
    /// `code`: what was measured, found or done.
    Code,
    /// `identifier`: business identifiers.
    Identifier,
    /// The parameter of that name, over an element of its own.
    Element(&'static str),
}

impl SearchParam {
    /// Returns the name of the parameter, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Code => "code",
            Self::Identifier => "identifier",
            Self::Element(name) => name,
        }
    }
}

/// One code that a search can find a record by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndexedToken {
    /// The parameter that finds it.
    pub param: SearchParam,
    /// The code system; empty if the code has none.
    pub system: String,
    /// The code.
    pub code: String,
}

/// One date that a search can find a record by, beside the one of what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndexedDate {
    /// The name of the parameter that finds it.
    pub param: &'static str,
    /// The first moment.
    pub start: DateTime<Utc>,
    /// The last moment.
    pub end: DateTime<Utc>,
}

/// What a search can find a record by, beside its columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordIndex {
    /// The codes, texts and references, each once.
    pub tokens: Vec<IndexedToken>,
    /// The dates, each once.
    pub dates: Vec<IndexedDate>,
}

/// What the sender says of the version of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceVersion {
    /// `meta.versionId`.
    pub id: Option<String>,
    /// `meta.lastUpdated`.
    pub updated: Option<DateTime<Utc>>,
    /// Whether the record was taken back ("entered in error").
    pub in_error: bool,
}

/// A record that is ready to be written.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// Its type and id.
    pub key: RecordKey,
    /// Whose record it is; `None` for a directory resource.
    pub patient: Option<String>,
    /// The data categories that it belongs to.
    pub categories: CategorySet,
    /// The sensitive topics that it is labelled with by itself; [`Records::relabel`] adds those of what it points at.
    pub own_topics: TopicSet,
    /// Whether it is known by itself (rule 8); relabelling adds what it goes with.
    pub classified: bool,
    /// The server that its id comes from; `None` if the import named none.
    pub source: Option<String>,
    /// What the sender says of its version.
    pub version: SourceVersion,
    /// The first moment of what it is about; `None` without a date.
    pub date_start: Option<DateTime<Utc>>,
    /// The last moment of what it is about; `None` without a date.
    pub date_end: Option<DateTime<Utc>>,
    /// When it was imported (`meta.lastUpdated`).
    pub last_updated: DateTime<Utc>,
    /// Its `status` code.
    pub status: Option<String>,
    /// Its name in its own words, for lists in the portal.
    pub title: Option<String>,
    /// The digest of its content: equal if nothing changed since the last import.
    pub digest: String,
    /// The FHIR resource as JSON.
    pub body: String,
    /// What finds it.
    pub index: RecordIndex,
    /// What it points at, along which labels spread.
    pub references: Vec<NewReference>,
}

/// What a record points at, however often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReference {
    /// What is pointed at, stored or not.
    pub target: RecordKey,
    /// The topics that the record says by itself and that are true of what it points at.
    pub passes: TopicSet,
    /// How the two go together.
    pub bond: Bond,
    /// Where each whole `Reference` stands in the body, in bytes.
    pub spans: Vec<Range<usize>>,
}

impl NewReference {
    /// Returns a reference along which nothing passes.
    pub const fn to(target: RecordKey, bond: Bond) -> Self {
        Self {
            target,
            passes: TopicSet::EMPTY,
            bond,
            spans: Vec::new(),
        }
    }
}
