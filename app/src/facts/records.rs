//! What the record holds, as far as the reader may see it: each look at it is written down before it is answered.

use chrono::NaiveDate;
use domain::{
    catalogue::{DataCategory, Negation},
    delegation::Limits,
};
use serde::{Deserialize, Serialize};

use super::{consent::Holding, proof::RequiredProof};

/// Which part of the record to open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsQuery {
    pub kind: Option<DataCategory>,
    /// The first page is 0.
    pub page: u32,
    /// What the browser keeps is looked for.
    pub found: bool,
}

impl RecordsQuery {
    /// All of one kind.
    pub fn of(kind: DataCategory) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }
}

/// The record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordsPage {
    /// What the reader may see, in the order of the catalogue.
    pub kinds: Vec<(DataCategory, Holding)>,
    pub open: Option<OpenKind>,
    /// Entries that the reader does not see: they touch a sensitive topic.
    pub hidden_sensitive: u32,
    /// Entries that nobody has sorted yet.
    pub unsorted: u32,
}

/// Before a copy of the record is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyPage {
    /// How far a caregiver's copy goes; `None` for one's own record, which is whole.
    pub limits: Option<Limits>,
    pub proof: RequiredProof,
}

/// One kind of data, opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenKind {
    pub kind: DataCategory,
    /// Newest first.
    pub entries: Vec<RecordEntry>,
    pub page: u32,
    /// What was looked for; empty for all.
    pub find: String,
    pub more: bool,
}

/// One entry of the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecordEntry {
    /// Its display text in the record, if it has one.
    pub name: Option<String>,
    pub on: Option<NaiveDate>,
    pub sensitive: bool,
    pub says: Says,
}

/// What an entry says, beside its name and date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Says {
    /// "6.8 %".
    pub value: Option<String>,
    /// The value as a number, where it is one.
    pub number: Option<f64>,
    pub unit: String,
    /// The least and the most that is usual; one of them may be open.
    pub usual: Option<(Option<f64>, Option<f64>)>,
    pub dose: Option<String>,
    /// The words of a note.
    pub text: Option<String>,
    /// Whether a document is attached that only a program opens.
    pub attached: bool,
    /// Why it must not be read as it stands.
    pub negation: Option<Negation>,
}
