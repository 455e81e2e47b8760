//! Health records: how they are written, labelled, filtered and counted.

mod copy;
mod criteria;
#[expect(
    missing_docs,
    reason = "columns are described by the migrations that make them"
)]
pub mod entity;
mod filter;
mod handle;
mod labels;
mod list;
mod order;
mod read;
mod search;
mod write;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, ResourceType, TopicSet};

pub use copy::{Admitted, RecordPart, StoredBody};
pub use filter::admitted;
pub use handle::Records;
pub use labels::relabel;
pub use list::Listed;
pub use read::{
    CategoryCount, Hidden, Newest, RecordCounts, StoredRecord, TopicCount, counts, find, overview,
};
pub use search::{Match, Page, PageError, find_admitted, search};
pub use write::{Known, identified, known, save};

/// What a resource is called: `Observation/8f3a`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordKey {
    pub kind: ResourceType,
    pub id: String,
}

impl std::fmt::Display for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

/// A search parameter whose values are codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchParam {
    Category,
    Code,
    Identifier,
}

impl SearchParam {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Code => "code",
            Self::Identifier => "identifier",
        }
    }
}

/// One code that a search can find a record by; the system is empty where none was named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndexedToken {
    pub param: SearchParam,
    pub system: String,
    pub code: String,
}

/// A record that is ready to be written.
#[derive(Debug, Clone)]
pub struct NewRecord {
    pub key: RecordKey,
    /// Whose record it is; `None` for a directory resource.
    pub patient: Option<String>,
    pub categories: CategorySet,
    /// What it says by itself; [`relabel`] adds what it points at.
    pub own_topics: TopicSet,
    pub classified: bool,
    pub date_start: Option<DateTime<Utc>>,
    pub date_end: Option<DateTime<Utc>>,
    pub last_updated: DateTime<Utc>,
    pub status: Option<String>,
    pub title: Option<String>,
    /// Tells whether anything changed since the last import.
    pub digest: String,
    pub body: String,
    pub tokens: Vec<IndexedToken>,
    pub references: Vec<RecordKey>,
}
