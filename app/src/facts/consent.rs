//! An app asks: what the consent page shows, what the person may choose, and how the choice is sent.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{Choice, Offer},
    ids::{AuthorizationRequestId, ClientId, ConsentId},
};
use serde::{Deserialize, Serialize};

use super::{PortalError, proof::RequiredProof};

/// An app, as a person is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppFacts {
    pub id: ClientId,
    pub name: String,
    pub maker: String,
    /// Whether the hospital looked at it.
    pub checked: bool,
    /// Whether the hospital stopped it, for everybody (rule 2).
    pub suspended: bool,
}

/// An app asks who somebody is, and nothing of their record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifyPage {
    pub request: AuthorizationRequestId,
    /// Who would be told of, by name; the app does not get it.
    pub person: String,
    pub app: AppFacts,
    /// The app asks for the number of the record, too (`fhirUser`).
    pub names_record: bool,
    /// Whether the reader has a record of their own, to be named by.
    pub has_record: bool,
}

/// What the record holds of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub count: u32,
    pub newest: Option<Newest>,
}

/// The newest entry of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newest {
    /// Its display text in the record, if it has one.
    pub name: Option<String>,
    pub on: NaiveDate,
}

/// What the app would see today by one choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub rows: Vec<(DataCategory, Holding)>,
    /// Entries that stay hidden, all together.
    pub hidden: u32,
    /// Of these: entries that touch a sensitive topic which is off.
    pub hidden_sensitive: u32,
    /// Of these: entries that are not sorted yet.
    pub hidden_unsorted: u32,
}

/// The consent that a request renews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    pub consent: ConsentId,
    pub given: Timestamp,
    pub ends: Timestamp,
}

/// What an app asked for and this reader cannot share: more than a caregiver may see, or a sensitive topic for an app that
/// nobody checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beyond {
    pub categories: CategorySet,
    pub topics: TopicSet,
}

/// Which controls of the consent page start open. The facts are never behind one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each control opens by itself"
)]
pub struct OpenControls {
    pub kinds: bool,
    pub topics: bool,
    pub length: bool,
    pub reach: bool,
    pub preview: bool,
    pub about: bool,
}

impl OpenControls {
    /// What a person changed, and the field that has to be corrected, stay in sight.
    #[must_use]
    pub fn with_changes(self, choice: &Choice, start: &Choice) -> Self {
        Self {
            kinds: self.kinds || choice.categories != start.categories,
            length: self.length || choice.access != start.access,
            reach: self.reach || choice.period != start.period,
            ..self
        }
    }

    /// What a problem is about is open.
    #[must_use]
    pub fn with_problem(self, problem: Option<PortalError>) -> Self {
        Self {
            kinds: self.kinds || problem == Some(PortalError::NothingChosen),
            length: self.length || problem == Some(PortalError::DateOutOfRange),
            reach: self.reach || problem == Some(PortalError::PeriodOutOfRange),
            ..self
        }
    }
}

/// The exact request, for experts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technical {
    pub scopes: Vec<String>,
    pub redirect_host: String,
    /// Whether the app may come back while the person is away, if the choice allows it.
    pub offline: bool,
}

/// Everything that the consent page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentPage {
    pub request: AuthorizationRequestId,
    /// Whose record it is.
    pub person: String,
    /// The reader may share from more records than this one.
    pub others: bool,
    pub app: AppFacts,
    pub offer: Offer,
    pub beyond: Beyond,
    /// What the record holds of each kind that was asked for.
    pub holdings: Vec<(DataCategory, Holding)>,
    pub topic_holdings: Vec<(SensitiveTopic, Holding)>,
    /// The draft, or the start: [`Choice::proposed`].
    pub choice: Choice,
    /// For `choice`.
    pub preview: Preview,
    pub renews: Option<Renewed>,
    pub technical: Technical,
    pub open: OpenControls,
}

/// Which button of the consent form was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Press {
    /// Also when the form was sent by a button of its proof.
    #[default]
    Share,
    Deny,
    /// "Count again with my choices".
    Count,
}

/// What the page that restates a choice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfirmFor {
    /// The request of an app.
    Request(AuthorizationRequestId),
    /// A wider or longer choice on an app's page.
    Change(ConsentId),
}

/// The page that restates the final choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmPage {
    pub about: ConfirmFor,
    pub person: String,
    pub app: AppFacts,
    pub purpose: PurposeOfUse,
    pub choice: Choice,
    pub ends: Timestamp,
    /// Asked for, and off.
    pub not_shared: CategorySet,
    pub topics_not_shared: TopicSet,
    /// How the person can show again who they are, if that is needed.
    pub proof: Option<RequiredProof>,
}
