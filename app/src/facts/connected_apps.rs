//! Apps that can look, could look, or no longer look: their cards, their pages, changing and stopping.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{ConsentStatus, OfferLimits},
    ids::{AuthorizationRequestId, ConsentId, DelegationId},
};
use serde::{Deserialize, Serialize};

use super::{
    activity::{Day, Entry},
    consent::{AppFacts, Holding},
};

/// Who ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndedBy {
    Patient,
    Caregiver,
    Staff,
    /// The end date came.
    Itself,
}

/// When and by whom a consent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub at: Timestamp,
    pub by: EndedBy,
}

/// The last time that an app read something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastLook {
    pub at: Timestamp,
    pub categories: CategorySet,
    /// Entries of all these kinds together.
    pub count: u32,
}

/// One consent, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub consent: ConsentId,
    pub version: u32,
    pub app: AppFacts,
    pub purpose: PurposeOfUse,
    pub status: ConsentStatus,
    /// The app holds keys that work. An active consent without them says "not connected now".
    pub connected: bool,
    pub sees: CategorySet,
    pub topics: TopicSet,
    /// Only data from this date on.
    pub since: Option<NaiveDate>,
    /// When the first version was given.
    pub given: Timestamp,
    /// The reader gave it; a caregiver may have, for the patient.
    pub given_by_me: bool,
    pub ends: Timestamp,
    pub one_time: bool,
    pub ended: Option<Ended>,
    pub last_look: Option<LastLook>,
    /// The last 30 days, oldest first, today last.
    pub days: Vec<Day>,
}

impl Connection {
    /// Whether the app may know who the reader is, and sees nothing of the record. Of what somebody else decided, a
    /// caregiver may be told no kind of data either.
    pub fn is_sign_in(&self) -> bool {
        self.given_by_me && self.sees.is_empty()
    }
}

/// What waits for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Need {
    /// An app asked and waits for an answer.
    Waiting {
        request: AuthorizationRequestId,
        app: String,
    },
    /// A consent is on hold until it is confirmed.
    OnHold { consent: ConsentId, app: String },
    EndsSoon {
        consent: ConsentId,
        app: String,
        ends: Timestamp,
    },
    /// A caregiver asks for more, or for longer.
    MoreAsked {
        delegation: DelegationId,
        name: String,
    },
    /// A caregiver is on hold until the patient confirms.
    CaregiverSuspended {
        delegation: DelegationId,
        name: String,
    },
}

/// The first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    pub needs: Vec<Need>,
    /// Apps that can look today: those that were connected last.
    pub can_look: Vec<Connection>,
    /// How many can look today.
    pub looking: u32,
    /// The newest few entries of the history.
    pub latest: Vec<Entry>,
    /// The people whose pages the reader can open, by name; none while acting for one of them.
    pub patients: Vec<(DelegationId, String)>,
}

/// Which apps to show, as the address of the page carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppsQuery {
    /// What the browser keeps is looked for.
    pub found: bool,
    /// The first page is 0.
    pub page: u32,
    /// All that are over, not only those that ended last.
    pub all_over: bool,
}

/// The apps, page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppsPage {
    pub query: AppsQuery,
    /// Part of the name of the app or its maker; empty for all.
    pub find: String,
    pub needs: Vec<Need>,
    /// In force or on hold.
    pub current: Vec<Connection>,
    /// Expired and stopped, newest end first; on the first page only.
    pub over: Vec<Connection>,
    /// How many can look today, on all pages.
    pub looking: u32,
    /// How many there are in all, whatever is looked for.
    pub all: u32,
    /// There are more in force on the next page.
    pub more: bool,
    /// There are more that are over.
    pub more_over: bool,
}

/// A kind of data on an app's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRow {
    pub category: DataCategory,
    pub on: bool,
    pub holding: Holding,
    pub last_read: Option<NaiveDate>,
}

/// A sensitive topic on an app's page; only those that the app asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeTopic {
    pub topic: SensitiveTopic,
    pub on: bool,
    pub holding: Holding,
}

/// One app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppPage {
    pub connection: Connection,
    /// What the app asked for, on or off, in the order of the catalogue.
    pub rows: Vec<ChangeRow>,
    pub topics: Vec<ChangeTopic>,
    /// How far a new end may go. Longer than now needs the password.
    pub limits: OfferLimits,
    /// What this app did and what was decided about it, newest first.
    pub history: Vec<Entry>,
}

/// A try after the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedTry {
    pub at: Timestamp,
    pub asked: CategorySet,
}

/// Before an app is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopPage {
    pub connection: Connection,
    /// How many years the hospital keeps the evidence at least; `None` if it said nothing, and keeps it for good.
    pub evidence_years: Option<u16>,
    /// How many days the hospital's backups last, if it said so.
    pub backup_days: Option<u16>,
}

/// What shows that a stopped app is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoppedPage {
    pub connection: Connection,
    /// Keys that stopped working in the same moment.
    pub keys_ended: u32,
    pub looks_since: u32,
    /// The newest few.
    pub refused: Vec<RefusedTry>,
    pub refused_count: u32,
    /// What it read while it could: it may have kept that.
    pub read_before: CategorySet,
    /// Entries of all these kinds together, each counted as often as it was read.
    pub read_count: u32,
}

/// What was agreed to, as a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptPage {
    pub connection: Connection,
    pub person: String,
    /// Asked for, and not given in this version.
    pub not_shared: CategorySet,
    pub topics_not_shared: TopicSet,
    /// When this version was decided.
    pub decided: Timestamp,
    /// All versions, oldest first.
    pub versions: Vec<u32>,
    /// The words on the page on which it was decided, and their SHA-256 in hex.
    pub shown: String,
    pub shown_sha256: String,
    /// The version of the hospital's privacy notice that stood beside them.
    pub privacy_notice: Option<u32>,
}

/// What the change form of an app's page sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeForm {
    #[serde(default)]
    pub share: Vec<DataCategory>,
    #[serde(default)]
    pub sensitive: Vec<SensitiveTopic>,
    /// The key of a [`Length`] from today; empty keeps the end as it is.
    #[serde(default)]
    pub length: String,
    #[serde(default)]
    pub until_date: String,
    /// The version that the page showed.
    #[serde(default)]
    pub version: String,
}
