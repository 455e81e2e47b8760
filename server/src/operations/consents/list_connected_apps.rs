//! Which clients can read, could read, or no longer read a patient's record, with what a card shows of each. The number
//! of queries does not grow with the number of clients.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::{Days, NaiveDate};
use domain::{
    Timestamp,
    audit::AuditAction,
    client::Client,
    consent::{Consent, ConsentStatus},
    delegation::Ability,
    ids::{ClientId, ConsentId},
};

use super::things_once::Held;
use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};
pub use crate::store::{DayOfLooks, Look};

/// The days of a picture.
pub const PICTURE_DAYS: usize = 30;

/// One consent in the version in force, with its client.
#[derive(Clone, Debug)]
pub struct ConnectedApp {
    /// The version in force, as far as this person may see it.
    pub consent: Consent,
    /// When its first version was decided.
    pub given_at: Timestamp,
    /// The client.
    pub client: Client,
    /// Whether the client holds a live grant: an active consent without one is "not connected now".
    pub connected: bool,
    /// The latest look under it; `None` if nothing was read.
    pub last_look: Option<Look>,
    /// Looks per day, oldest first, today last.
    pub days: [DayCount; PICTURE_DAYS],
}

impl ConnectedApp {
    fn told_to(self, acting: &Acting, now: Timestamp) -> Self {
        Self {
            consent: acting.as_told(self.consent, now),
            ..self
        }
    }
}

/// Looks and refused attempts of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Minutes in which something was read.
    pub looks: u32,
    /// Minutes in which something was refused.
    pub refused: u32,
}

/// Returns the consents about a record: those that need the patient first, then those that end soon, ended ones last.
pub async fn list_connected_apps(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
) -> Result<Vec<ConnectedApp>, ActingError> {
    let now = deps.clock.now();
    let acting = acting
        .require(deps, ctx, Ability::ManageApps, AuditAction::RecordViewed)
        .await?;
    let subject = &acting.subject;
    let reader = deps.store.read();
    let mut versions = reader.consents().versions_about(subject).await?;
    // Where the patient signs in is not a caregiver's to see.
    versions.retain(|version| acting.is_own() || !version.is_sign_in());
    let ids: BTreeSet<ClientId> = versions
        .iter()
        .map(|version| version.client.clone())
        .collect();
    let clients = reader.clients().find_all(&Vec::from_iter(ids)).await?;
    let live = reader.grants().live_consents_of(subject).await?;
    let told = acting.told(Ability::ManageApps, now);
    let mut looks = reader.looks().last(subject, told).await?;
    let held = Held::of(deps, &acting).await?;
    for look in looks.values_mut() {
        look.count = held.at_most(look.categories, look.count);
    }
    let since = first_day(now);
    let days = reader.looks().by_day(subject, since, told).await?;
    let sources = Sources {
        clients: clients
            .into_iter()
            .map(|client| (client.id.clone(), client))
            .collect(),
        live,
        looks,
        days,
        today: now.date_naive(),
    };
    let apps = sources.cards(versions)?.into_iter();
    let mut apps: Vec<_> = apps.map(|app| app.told_to(&acting, now)).collect();
    apps.sort_by_key(|app| {
        (
            rank(app.consent.status(now)),
            app.consent.purpose,
            Reverse(end(app)),
        )
    });
    Ok(apps)
}

/// Midnight before the first day of a picture.
pub(super) fn first_day(now: Timestamp) -> Timestamp {
    let days = Days::new(PICTURE_DAYS as u64 - 1);
    let day = now.date_naive().checked_sub_days(days).unwrap_or_default();
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Suspended consents first, then active ones, then ended ones.
fn rank(status: ConsentStatus) -> u8 {
    match status {
        ConsentStatus::NeedsReview => 0,
        ConsentStatus::EndsSoon => 1,
        ConsentStatus::Active => 2,
        ConsentStatus::Expired | ConsentStatus::Stopped | ConsentStatus::Superseded => 3,
    }
}

fn end(app: &ConnectedApp) -> Timestamp {
    match &app.consent.state {
        domain::consent::ConsentState::Revoked { at, .. } => *at,
        _ => app.consent.expires_at,
    }
}

struct Sources {
    clients: BTreeMap<ClientId, Client>,
    live: BTreeSet<ConsentId>,
    looks: BTreeMap<ConsentId, Look>,
    days: Vec<DayOfLooks>,
    today: NaiveDate,
}

impl Sources {
    /// One card for the newest version of each consent.
    fn cards(&self, versions: Vec<Consent>) -> Result<Vec<ConnectedApp>, StoreError> {
        let mut by_id = BTreeMap::<ConsentId, (Timestamp, Consent)>::new();
        for version in versions {
            let first = by_id
                .get(&version.id)
                .map_or(version.decided_at, |(given, _)| *given);
            by_id.insert(version.id, (first, version));
        }
        by_id
            .into_values()
            .map(|(given, consent)| self.card(given, consent))
            .collect()
    }

    fn card(&self, given_at: Timestamp, consent: Consent) -> Result<ConnectedApp, StoreError> {
        let client =
            self.clients
                .get(&consent.client)
                .cloned()
                .ok_or_else(|| StoreError::Missing {
                    table: "client",
                    id: consent.client.to_string(),
                })?;
        Ok(ConnectedApp {
            given_at,
            client,
            connected: self.live.contains(&consent.id),
            last_look: self.looks.get(&consent.id).copied(),
            days: picture(
                self.days
                    .iter()
                    .filter(|day| day.consent == Some(consent.id)),
                self.today,
            ),
            consent,
        })
    }
}

/// The counts of the last thirty days, each at its place.
pub(super) fn picture<'a>(
    days: impl Iterator<Item = &'a DayOfLooks>,
    today: NaiveDate,
) -> [DayCount; PICTURE_DAYS] {
    let mut picture = [DayCount::default(); PICTURE_DAYS];
    for day in days {
        let ago = usize::try_from((today - day.day).num_days());
        let place = ago.ok().and_then(|ago| picture.len().checked_sub(ago + 1));
        let Some(count) = place.and_then(|place| picture.get_mut(place)) else {
            continue;
        };
        if day.refused {
            count.refused += day.looks;
        } else {
            count.looks += day.looks;
        }
    }
    picture
}

#[cfg(test)]
mod tests {
    use domain::catalogue::CategorySet;

    use super::*;

    #[test]
    fn today_is_the_last_place_and_a_day_too_old_has_none() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 30).unwrap();
        let day = |ago: u64, refused| DayOfLooks {
            client: None,
            consent: None,
            day: today.checked_sub_days(Days::new(ago)).unwrap(),
            refused,
            categories: CategorySet::EMPTY,
            looks: 2,
        };
        let picture = picture([day(0, false), day(29, true), day(30, false)].iter(), today);
        assert_eq!(
            picture[29],
            DayCount {
                looks: 2,
                refused: 0
            }
        );
        assert_eq!(
            picture[0],
            DayCount {
                looks: 0,
                refused: 2
            }
        );
        assert_eq!(picture[1..29], [DayCount::default(); 28]);
    }
}
