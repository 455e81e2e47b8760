//! What does a FHIR search ask for? Read once at the edge into types, which the store turns into SQL.
//!
//! Who may see what is not said here: the filter of the decision is joined to every search.

mod cursor;
mod date;
mod elements;
mod everything;
mod include;
mod index;
mod pairs;
mod parameter;
mod parse;
mod target;
mod token;
mod values;

#[cfg(test)]
mod tests;

use domain::{
    catalogue::ResourceType,
    ids::{PatientId, ResourceId},
};
use thiserror::Error;

pub use cursor::{Cursor, Direction};
pub use date::{Comparator, DateMatch};
pub use elements::{Element, Holds};
pub use everything::{Everything, RecordName};
pub use include::{Include, Through, has_provenance, includes};
pub use index::{INDEX_FORM, Value, folded, index};
pub use pairs::{Pair, write_query};
pub use parameter::{Field, ParameterKind, parameters};
pub use target::Target;
pub use token::{SearchToken, SystemMatch};

/// Longer searches are refused before they are decoded.
pub const MAX_QUERY_BYTES: usize = 32 * 1024;
/// How many entries a page has if the search does not say.
pub const DEFAULT_COUNT: u32 = 50;
/// How many entries a page has at most, whatever the search says (FHIR R4 §3.1.1.4.6 lets a server return fewer).
pub const MAX_COUNT: u32 = 200;

/// What to do with a parameter that we do not know (FHIR R4 §3.1.1.3.1, `Prefer: handling=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    Lenient,
    Strict,
}

/// One search over one resource type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub resource: ResourceType,
    /// Each must hold.
    pub criteria: Vec<Criterion>,
    /// The patients that each `patient` parameter names; a record must belong to one of every list.
    pub patients: Vec<Vec<PatientId>>,
    pub sort: Sort,
    /// How many entries the page may have; 0 asks for the number of matches only.
    pub count: u32,
    pub cursor: Option<Cursor>,
    /// What else comes along with the matches of a page (`_include`).
    pub includes: Vec<Include>,
    /// Whether the Provenance of the matches comes along (`_revinclude=Provenance:target`).
    pub provenance: bool,
    /// The parameters that were understood, as they came, for the `self` link; without the cursor.
    pub applied: Vec<Pair>,
}

impl Search {
    /// How much work it is, in records that are read by their id: alternatives are looked up one by one, and a long page
    /// is read and written.
    pub fn cost(&self) -> u32 {
        let alternatives = self
            .criteria
            .iter()
            .map(Criterion::alternatives)
            .sum::<usize>();
        let alternatives = u32::try_from(alternatives).unwrap_or(u32::MAX);
        let includes = u32::try_from(self.includes.len()).unwrap_or(u32::MAX);
        let along = includes.saturating_add(self.provenance.into());
        (1 + alternatives / 10 + self.count / 100).saturating_add(along)
    }
}

impl Criterion {
    fn alternatives(&self) -> usize {
        match self {
            Self::Id(ids) => ids.len(),
            Self::Token(_, tokens) | Self::Status(tokens) => tokens.len(),
            Self::Date(dates) | Self::LastUpdated(dates) | Self::DateOf(_, dates) => dates.len(),
            Self::Text(_, texts) => texts.len(),
            Self::Reference(_, targets) => targets.len(),
        }
    }
}

/// One condition; the values of a list are alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    Id(Vec<ResourceId>),
    Token(SearchTokenField, Vec<SearchToken>),
    Status(Vec<SearchToken>),
    Date(Vec<DateMatch>),
    LastUpdated(Vec<DateMatch>),
    /// A date of the parameter of that name.
    DateOf(&'static str, Vec<DateMatch>),
    /// How a text of the parameter of that name begins, each [`folded`].
    Text(&'static str, Vec<String>),
    /// What the parameter of that name points at.
    Reference(&'static str, Vec<Target>),
}

/// What a code of a record can be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchTokenField {
    Category,
    Code,
    Identifier,
    /// The parameter of that name.
    Element(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    Date,
    LastUpdated,
    Id,
}

/// The order of the matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl Default for Sort {
    /// Newest first: what an app shows first.
    fn default() -> Self {
        Self {
            key: SortKey::Date,
            descending: true,
        }
    }
}

/// Why a search is refused, in words for the developer of the app.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SearchError {
    #[error("the search is longer than {MAX_QUERY_BYTES} bytes or has too many parameters")]
    TooLong,
    #[error("the search has more than 500 values in all")]
    TooMany,
    #[error("the search holds bytes that are not UTF-8 text, or the NUL character")]
    NotText,
    #[error("the value of {parameter} is not valid: {problem}")]
    Malformed {
        parameter: &'static str,
        problem: &'static str,
    },
    #[error("{0} may be given only once")]
    Repeated(&'static str),
    #[error("{0} does not take a modifier here")]
    Modifier(&'static str),
    /// Only under `Prefer: handling=strict`.
    #[error("a parameter is not known here: {0}")]
    Unknown(String),
}
