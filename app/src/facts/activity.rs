//! What happened to the record: the facts of each sentence, and the filters.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::Statement,
    catalogue::{DataCategory, ResourceType},
    ids::{ClientId, ConsentId, CorrelationId},
};
use serde::{Deserialize, Serialize};

/// One entry of the history: its sentence, and why it could happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub statement: Statement,
    /// The consent that it rests on or changed, in the version of that time.
    pub under: Option<Under>,
    pub trace: CorrelationId,
    /// The FHIR resource type, for experts.
    pub resource: Option<ResourceType>,
}

/// The consent under which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Under {
    pub consent: ConsentId,
    pub version: u32,
    pub given: Timestamp,
    pub ends: Timestamp,
    /// How whoever decided showed who they are, where the reader is told of it; so is the receipt.
    pub method: Option<AuthenticationMethod>,
}

/// Which entries to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    #[default]
    All,
    Looks,
    /// Looks of apps and of people who help.
    Others,
    Refused,
    /// What the person decided.
    Choices,
}

impl Show {
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Others,
        Self::Looks,
        Self::Refused,
        Self::Choices,
    ];

    /// The name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Looks => "looks",
            Self::Others => "others",
            Self::Refused => "refused",
            Self::Choices => "choices",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|show| show.key() == key)
    }
}

/// The filters of the activity page, as its address carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub app: Option<ClientId>,
    pub category: Option<DataCategory>,
    pub show: Show,
    /// Continue behind this entry.
    pub before: Option<String>,
}

/// One day of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub looks: u32,
    pub refused: u32,
}

/// One line of the 30-day picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatRow {
    pub category: DataCategory,
    /// 30 days, oldest first, today last.
    pub days: Vec<Day>,
}

/// The history of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPage {
    pub filter: Filter,
    /// Apps to filter by.
    pub apps: Vec<(ClientId, String)>,
    pub today: NaiveDate,
    /// Kinds that were looked at or refused in the last 30 days, in the order of the catalogue.
    pub heat: Vec<HeatRow>,
    /// Looks of each app in the last 30 days, most first.
    pub by_app: Vec<(String, u32)>,
    pub refused: u32,
    /// Newest first.
    pub entries: Vec<Entry>,
    /// What to pass as `before` for the entries behind the last one.
    pub older: Option<String>,
}
