//! What happened to the record: the facts of each sentence, and the filters.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    catalogue::{DataCategory, PurposeOfUse, SensitiveTopic},
    ids::{ClientId, ConsentId, CorrelationId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Page, PortalError,
    connected_apps::{Day, Part},
};

/// One entry of the history: the facts of its sentence, and why it could happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: Timestamp,
    /// The app that it is about, by name; `None` where no app is involved.
    pub app: Option<String>,
    pub what: Happened,
    /// The consent that it rests on or changed.
    pub under: Option<Under>,
    pub trace: CorrelationId,
    /// FHIR resource types, for experts.
    pub resources: Vec<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Happened {
    /// An app read data.
    Read { parts: Vec<Part> },
    /// An app asked for data and got none.
    Refused { asked: Vec<DataCategory>, why: Refusal },
    SaidYes { share: Vec<DataCategory>, topics: Vec<SensitiveTopic>, kept_off: Vec<DataCategory> },
    SaidNo,
    /// The person changed what the app sees, or until when.
    Changed { turned_off: Vec<DataCategory>, turned_on: Vec<DataCategory>, ends: Option<Timestamp> },
    Confirmed,
    PutOnHold,
    Stopped,
    Expired,
    /// The keys of the app ended: it signed off, or a key was used twice.
    Disconnected,
    /// The app got keys.
    Connected,
    SignedIn,
    SignedOut,
    /// A wrong password was tried.
    SignInRefused,
}

/// Why an app got nothing, as far as the person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The key was unknown, too old, or held by another.
    BadKey,
    /// The app's keys ended, or the hospital paused the app.
    AppEnded,
    Stopped,
    Expired,
    OnHold,
    OtherPerson,
    OtherPurpose,
    KindNotShared,
    TopicNotShared,
    NotSorted,
    OutsidePeriod,
    NotChecked,
    /// The rules or the records could not be read, so nothing was shared.
    CouldNotCheck,
}

/// The consent under which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Under {
    pub consent: ConsentId,
    pub version: u32,
    pub given: Timestamp,
    pub ends: Timestamp,
    pub purpose: PurposeOfUse,
}

/// Which entries to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    #[default]
    All,
    Looks,
    Refused,
    /// What the person decided.
    Choices,
}

impl Show {
    pub const ALL: [Self; 4] = [Self::All, Self::Looks, Self::Refused, Self::Choices];

    /// The name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Looks => "looks",
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

#[server(prefix = "/api", endpoint = "activity", input = leptos::server_fn::codec::Json)]
pub async fn open_activity(filter: Filter) -> Result<Page<ActivityPage>, PortalError> {
    use super::session;
    session::page(session::patient().await?.activity(filter).await).await
}
