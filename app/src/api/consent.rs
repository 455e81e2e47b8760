//! An app asks: what the consent page shows, what the person may choose, and how the choice is sent.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    ids::{AuthorizationRequestId, ClientId, ConsentId},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::{Page, PortalError};

/// An app, as a person is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppFacts {
    pub id: ClientId,
    pub name: String,
    pub maker: String,
    /// Whether the hospital looked at it.
    pub checked: bool,
    /// Where to ask the maker to delete copies.
    pub contact: Option<String>,
    pub says: Attestation,
}

/// What the maker says of the app. Every app gets the same questions; a missing answer is shown as missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    pub sells_or_passes_on: Option<bool>,
    pub shows_ads: Option<bool>,
    pub stores_in: Option<String>,
    pub deletes_in_days: Option<u16>,
}

/// How long the app may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    #[serde(rename = "once")]
    OneTime,
    #[serde(rename = "7")]
    Days7,
    #[serde(rename = "30")]
    Days30,
    #[serde(rename = "90")]
    Days90,
    #[serde(rename = "365")]
    OneYear,
    /// Until the date in the field beside it.
    #[serde(rename = "date")]
    Date,
}

/// How far back the data goes that the app may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    #[serde(rename = "all")]
    Everything,
    #[serde(rename = "1")]
    OneYear,
    #[serde(rename = "2")]
    TwoYears,
    #[serde(rename = "5")]
    FiveYears,
    /// From the date in the field beside it.
    #[serde(rename = "date")]
    Date,
}

/// What the person picked so far: the draft that the server keeps, and the state of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub share: CategorySet,
    pub sensitive: TopicSet,
    pub length: Length,
    /// The typed date, if [`Length::Date`].
    pub until_date: Option<NaiveDate>,
    pub reach: Reach,
    /// The typed date, if [`Reach::Date`].
    pub since_date: Option<NaiveDate>,
    /// When sharing ends by this choice; `None` while the typed date is missing or out of range.
    pub ends: Option<Timestamp>,
}

/// How one kind of data compares with the consent that this request renews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    New,
    Same,
    /// Shared until now; starts off because the app has not read it.
    Removed,
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

/// A kind of data that the app asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub category: DataCategory,
    /// The app says it cannot do without: starts switched on.
    pub needed: bool,
    pub holding: Holding,
    /// Why the app asks, in its own registered words.
    pub why: Option<String>,
    /// Set on a renewal.
    pub mark: Option<Mark>,
}

/// A sensitive topic that the app asked for by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedTopic {
    pub topic: SensitiveTopic,
    pub holding: Holding,
    pub why: Option<String>,
    pub mark: Option<Mark>,
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

/// The exact request, for experts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technical {
    pub scopes: Vec<String>,
    pub redirect_host: String,
    /// Minutes that an access token lives.
    pub access_token_minutes: u16,
    /// Whether the app may come back while the person is away, if the choice allows it.
    pub offline: bool,
}

/// Everything that the consent page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentPage {
    pub request: AuthorizationRequestId,
    /// Whose record it is.
    pub person: String,
    pub app: AppFacts,
    pub purpose: PurposeOfUse,
    /// In the order of the catalogue.
    pub offered: Vec<Offered>,
    pub topics: Vec<OfferedTopic>,
    /// The request named everything at once (a wildcard).
    pub broad: bool,
    /// The lengths that may be picked, each with its end.
    pub lengths: Vec<(Length, Timestamp)>,
    /// The last date that may be picked.
    pub last_date: NaiveDate,
    /// The draft, or the start: what the app needs on, all else off.
    pub choice: Choice,
    pub preview: Preview,
    pub renews: Option<Renewed>,
    /// A proof is fresh enough to approve from this page, unless a sensitive topic is turned on.
    pub proof_is_fresh: bool,
    pub technical: Technical,
    /// Origin that the answer goes to: the page's policy lets the form's redirect through.
    pub answers_to: Option<String>,
}

/// Which button of the consent form was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Press {
    Share,
    Deny,
    /// "Count again with my choices".
    Count,
}

/// The choice as the form sends it. Dates stay text here: a person may type anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceForm {
    #[serde(default)]
    pub share: Vec<DataCategory>,
    #[serde(default)]
    pub sensitive: Vec<SensitiveTopic>,
    pub length: Length,
    #[serde(default)]
    pub until_date: String,
    pub reach: Reach,
    #[serde(default)]
    pub since_date: String,
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
    /// Asked for, and off.
    pub not_shared: CategorySet,
    pub topics_not_shared: TopicSet,
    pub needs_password: bool,
    pub answers_to: Option<String>,
}

#[server(prefix = "/api", endpoint = "consent-page")]
pub async fn open_consent(
    request: AuthorizationRequestId,
) -> Result<Page<ConsentPage>, PortalError> {
    use super::session;
    let page = session::patient().await?.consent_page(request).await;
    session::let_form_answer_to(page.as_ref().ok().and_then(|page| page.answers_to.as_deref()));
    session::page(page).await
}

#[server(prefix = "/api", endpoint = "preview", input = Json)]
pub async fn count_preview(
    request: AuthorizationRequestId,
    choice: ChoiceForm,
) -> Result<Preview, PortalError> {
    super::session::patient().await?.preview(request, choice).await
}

#[server(prefix = "/api", endpoint = "decide")]
pub async fn decide(
    request: AuthorizationRequestId,
    press: Press,
    /// Scripts are on: facts, preview and dock followed the switches.
    #[server(default)]
    live: bool,
    #[server(flatten)] choice: ChoiceForm,
) -> Result<(), PortalError> {
    use super::session;
    let patient = session::patient().await?;
    let answer = match press {
        Press::Deny => patient.deny(request).await,
        Press::Count => patient.count(request, choice).await,
        Press::Share => patient.share(request, choice, live).await,
    };
    session::send_or_back(answer, &crate::paths::Consent(request))
}

#[server(prefix = "/api", endpoint = "confirm-page")]
pub async fn open_confirm(about: ConfirmFor) -> Result<Page<ConfirmPage>, PortalError> {
    use super::session;
    let page = session::patient().await?.confirm_page(about).await;
    session::let_form_answer_to(page.as_ref().ok().and_then(|page| page.answers_to.as_deref()));
    session::page(page).await
}

#[server(prefix = "/api", endpoint = "confirm")]
pub async fn confirm(
    request: AuthorizationRequestId,
    press: Press,
    #[server(default)] password: String,
) -> Result<(), PortalError> {
    use super::session;
    let patient = session::patient().await?;
    let answer = match press {
        Press::Deny => patient.deny(request).await,
        Press::Count | Press::Share => patient.approve(request, password).await,
    };
    session::send_or_back(answer, &crate::paths::ConfirmConsent(request))
}
