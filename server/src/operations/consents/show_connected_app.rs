//! One app: its card, all versions of its consent, what it read of each category, and what can be changed.

use domain::{
    Timestamp,
    audit::Outcome,
    consent::{Consent, ConsentState, LastReads, Offer},
    delegation::Ability,
    ids::ConsentId,
};
use thiserror::Error;

use super::{
    list_connected_apps::{ConnectedApp, list_connected_apps},
    things_once::Held,
};
use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};
pub use crate::store::Look;

/// One app, as its page shows it.
#[derive(Clone, Debug)]
pub struct ShownApp {
    /// Its card.
    pub app: ConnectedApp,
    /// Every version, oldest first; the last one is in force.
    pub versions: Vec<Consent>,
    /// When each category was last read.
    pub last_reads: LastReads,
    /// What can be changed without a new request of the client.
    pub change: Offer,
}

/// The text of one version, as it was shown.
#[derive(Clone, Debug)]
pub struct ShownReceipt {
    /// The card of the consent.
    pub app: ConnectedApp,
    /// The version.
    pub version: Consent,
    /// The versions that have a receipt, oldest first.
    pub versions: Vec<u32>,
    /// The exact text that was shown before the decision.
    pub text: String,
}

/// What happened since a consent was revoked.
#[derive(Clone, Debug)]
pub struct ShownEnd {
    /// The card of the consent.
    pub app: ConnectedApp,
    /// When it was revoked.
    pub at: Timestamp,
    /// How many grants ended with it.
    pub keys_ended: u32,
    /// How many reads were permitted since: none, unless something is wrong.
    pub looks_since: u32,
    /// How many reads were refused since.
    pub refused_since: u32,
    /// Everything that was read before.
    pub read_before: Option<Look>,
}

/// Why nothing is shown.
#[derive(Debug, Error)]
pub enum ShowError {
    /// There is no such consent or version about this record, or it is not this person's to see.
    #[error("there is no such consent of this patient")]
    NotFound,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(ActingError),
}

impl From<ActingError> for ShowError {
    fn from(error: ActingError) -> Self {
        match error {
            ActingError::Refused(_) => Self::NotFound,
            error => Self::Acting(error),
        }
    }
}

impl From<StoreError> for ShowError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

async fn card(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    consent: ConsentId,
) -> Result<ConnectedApp, ShowError> {
    let apps = list_connected_apps(deps, ctx, acting).await?;
    apps.into_iter()
        .find(|app| app.consent.id == consent)
        .ok_or(ShowError::NotFound)
}

/// Returns what the page of one app shows, as far as this person may see it.
pub async fn show_connected_app(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    consent: ConsentId,
) -> Result<ShownApp, ShowError> {
    let now = deps.clock.now();
    let app = card(deps, ctx, acting, consent).await?;
    let store = deps.store.read();
    let versions = store.consents().versions(consent).await?.into_iter();
    let mut last_reads = store.events().last_reads(consent).await?;
    if let Some(told) = acting.told(Ability::ManageApps, now) {
        last_reads.retain(|category, _| told.contains(*category));
    }
    let change = Offer::of_change(&app.consent, &app.client, &app.client.allowed_scopes);
    let change = acting.limit(change, now);
    Ok(ShownApp {
        app,
        versions: versions.map(|one| acting.as_told(one, now)).collect(),
        last_reads,
        change,
    })
}

/// Returns the receipt of a version, or of the one in force. It holds the whole decision, so it is only for a patient,
/// who may see every decision about their record, and for the caregiver who gave that version.
pub async fn receipt(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    consent: ConsentId,
    version: Option<u32>,
) -> Result<ShownReceipt, ShowError> {
    let app = card(deps, ctx, acting, consent).await?;
    let store = deps.store.read();
    let all = store.consents().versions(consent).await?;
    let versions: Vec<u32> = all.iter().map(|version| version.version).collect();
    let wanted = version.unwrap_or(app.consent.version);
    let version = all
        .into_iter()
        .find(|one| one.version == wanted && acting.decided(one))
        .ok_or(ShowError::NotFound)?;
    let text = store.wordings().text(&version.wording.digest).await?;
    let text = text.ok_or_else(|| StoreError::Missing {
        table: "wording",
        id: version.wording.digest.clone(),
    })?;
    Ok(ShownReceipt {
        app,
        version,
        versions,
        text,
    })
}

/// Returns what happened since a consent was revoked.
///
/// # Errors
/// [`ShowError::NotFound`] also for a consent that was not revoked.
pub async fn show_end(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    consent: ConsentId,
) -> Result<ShownEnd, ShowError> {
    let app = card(deps, ctx, acting, consent).await?;
    let ConsentState::Revoked { at, .. } = app.consent.state else {
        // It is active, suspended or expired: it was not revoked.
        return Err(ShowError::NotFound);
    };
    let told = acting.told(Ability::ManageApps, deps.clock.now());
    let store = deps.store.read();
    let looks = store.looks();
    let held = Held::of(deps, acting).await?;
    let read = looks.total(consent, told).await?;
    let read_before = read.map(|look| Look {
        count: held.at_most(look.categories, look.count),
        ..look
    });
    Ok(ShownEnd {
        keys_ended: store.grants().count_ended_at(consent, at).await?,
        looks_since: looks.count(consent, Outcome::Done, at).await?,
        refused_since: looks.count(consent, Outcome::Refused, at).await?,
        read_before,
        at,
        app,
    })
}
