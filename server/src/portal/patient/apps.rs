//! The pages about connected apps: home, all of them, one of them, stopping it, and its receipt.

use std::{cmp::Reverse, num::NonZeroU16};

use app::{
    facts::{
        PortalError,
        activity::Entry,
        connected_apps::{
            AppPage, AppsPage, AppsQuery, ChangeRow, ChangeTopic, Connection, HomePage, Need,
            ReceiptPage, RefusedTry, StopPage, StoppedPage,
        },
    },
    paths,
    session::{Answer, patient::AppsSession},
};
use async_trait::async_trait;
use domain::{
    client::ReviewState,
    consent::Consent,
    delegation::{Ability, DelegationStatus},
    ids::{ConsentId, DelegationId},
};

use super::{Patient, cards, preview::holding_of};
use crate::{
    operations::{
        consents::{
            list_activity::{ActivityFilter, ActivityKind},
            list_connected_apps::{ConnectedApp, list_connected_apps},
            revoke_consent::{RevokeConsent, RevokeError, revoke_consent},
            show_connected_app::{receipt, show_connected_app, show_end},
        },
        delegations::list_people::{Caregiver, list_patients, list_people},
    },
    portal::problems::{of_acting, of_show, unavailable},
};

/// Entries of the history on the first page.
const LATEST: usize = 3;
/// Apps on one page: as many as somebody looks through.
const PAGE: usize = 10;
/// Refused tries on the page that shows that an app is stopped.
const TRIES: usize = 5;

#[async_trait]
impl AppsSession for Patient {
    async fn home(&self) -> Result<HomePage, PortalError> {
        // A page of several parts shows those that its reader may see.
        let apps = if self.frame.allows(Ability::ManageApps) {
            self.connected_apps().await?
        } else {
            Vec::new()
        };
        let latest = self.told(&ActivityFilter::default()).await?;
        let mut needs = self.people_needs().await?;
        needs.extend(cards::needs(&apps, self.frame.now));
        let mut can_look: Vec<&ConnectedApp> =
            apps.iter().filter(|app| self.can_look(app)).collect();
        can_look.sort_by_key(|app| Reverse(app.given_at));
        Ok(HomePage {
            needs,
            looking: counted(can_look.len()),
            can_look: self.connections(can_look.into_iter().take(LATEST)),
            latest: latest.into_iter().take(LATEST).collect(),
            patients: self.patients().await?,
        })
    }

    async fn apps(&self, query: AppsQuery) -> Result<AppsPage, PortalError> {
        let now = self.frame.now;
        let apps = self.connected_apps().await?;
        let find = self.looked_for(None, query.found);
        let looked_for = |app: &&ConnectedApp| is_called(app, &find);
        let (current, over): (Vec<_>, Vec<_>) = apps
            .iter()
            .filter(looked_for)
            .partition(|app| app.consent.is_live(now));
        let page = usize::try_from(query.page).unwrap_or(usize::MAX);
        let begin = page.saturating_mul(PAGE).min(current.len());
        let rest = current.get(begin..).unwrap_or_default();
        let over = if page == 0 { over } else { Vec::new() };
        let most_over = if query.all_over { over.len() } else { PAGE };
        Ok(AppsPage {
            needs: cards::needs(&apps, now).collect(),
            current: self.connections(rest.iter().copied().take(PAGE)),
            more: rest.len() > PAGE,
            more_over: over.len() > most_over,
            over: self.connections(over.into_iter().take(most_over)),
            looking: counted(apps.iter().filter(|app| self.can_look(app)).count()),
            all: counted(apps.len()),
            query,
            find,
        })
    }

    async fn stop_page(&self, consent: ConsentId) -> Result<StopPage, PortalError> {
        let apps = self.connected_apps().await?;
        let app = apps.iter().find(|app| app.consent.id == consent);
        Ok(StopPage {
            connection: self.connection(app.ok_or(PortalError::NotFound)?),
            evidence_years: self.deps.config.evidence_years.map(NonZeroU16::get),
            backup_days: self.deps.config.backup_days.map(NonZeroU16::get),
        })
    }

    async fn app(&self, consent: ConsentId) -> Result<AppPage, PortalError> {
        let shown = show_connected_app(&self.deps, self.ctx, &self.acting, consent)
            .await
            .map_err(of_show)?;
        let held = self.everything_held(None).await?;
        let history = ActivityFilter {
            consent: Some(consent),
            ..ActivityFilter::default()
        };
        let rows = shown.change.categories.iter().map(|row| ChangeRow {
            category: row.category,
            on: shown.app.consent.granted.contains(row.category),
            holding: holding_of(&held.categories, row.category),
            last_read: shown
                .last_reads
                .get(&row.category)
                .map(|at| self.frame.day_of(*at)),
        });
        let topics = shown.change.topics.iter().map(|topic| ChangeTopic {
            topic,
            on: shown.app.consent.shares(topic),
            holding: held.of_topic(topic),
        });
        Ok(AppPage {
            rows: rows.collect(),
            topics: topics.collect(),
            limits: shown.change.limits,
            connection: self.connection(&shown.app),
            history: self.told(&history).await?,
        })
    }

    async fn stop(&self, consent: ConsentId) -> Result<Answer, PortalError> {
        let revoke = RevokeConsent {
            consent,
            acting: self.acting.clone(),
        };
        match revoke_consent(&self.deps, self.ctx, revoke).await {
            // Stopping what is over already leaves it over: the page shows since when.
            Ok(_) | Err(RevokeError::Over) => Ok(Answer::to(paths::Stopped(consent))),
            Err(RevokeError::NotFound) => Err(PortalError::NotFound),
            Err(RevokeError::Acting(error)) => Err(of_acting(error)),
        }
    }

    async fn stopped(&self, consent: ConsentId) -> Result<StoppedPage, PortalError> {
        let end = show_end(&self.deps, self.ctx, &self.acting, consent)
            .await
            .map_err(of_show)?;
        let tries = ActivityFilter {
            consent: Some(consent),
            kind: ActivityKind::Refused,
            ..ActivityFilter::default()
        };
        let tries = self.told(&tries).await?;
        let since_then = tries
            .iter()
            .map(|entry| &entry.statement)
            .filter(|try_| try_.at >= end.at);
        let refused = since_then.take(TRIES).map(|statement| RefusedTry {
            at: statement.at,
            asked: statement.categories,
        });
        Ok(StoppedPage {
            refused: refused.collect(),
            connection: self.connection(&end.app),
            keys_ended: end.keys_ended,
            looks_since: end.looks_since,
            refused_count: end.refused_since,
            read_before: end
                .read_before
                .map(|look| look.categories)
                .unwrap_or_default(),
            read_count: end.read_before.map_or(0, |look| look.count),
        })
    }

    async fn receipt(
        &self,
        consent: ConsentId,
        version: Option<u32>,
    ) -> Result<ReceiptPage, PortalError> {
        let mut shown = receipt(&self.deps, self.ctx, &self.acting, consent, version)
            .await
            .map_err(of_show)?;
        let of_version = Consent {
            state: shown.app.consent.state.clone(),
            ..shown.version.clone()
        };
        shown.app.consent = of_version;
        Ok(ReceiptPage {
            connection: self.connection(&shown.app),
            person: self.name.clone(),
            not_shared: shown.version.refused,
            topics_not_shared: shown.version.refused_topics,
            decided: shown.version.decided_at,
            versions: shown.versions,
            shown: shown.text,
            shown_sha256: shown.version.wording.digest,
            privacy_notice: shown.version.wording.privacy_notice,
        })
    }
}

impl Patient {
    /// What caregivers wait for. Only the patient answers them.
    async fn people_needs(&self) -> Result<Vec<Need>, PortalError> {
        if !self.acting.is_own() {
            return Ok(Vec::new());
        }
        let now = self.frame.now;
        let people = list_people(&self.deps, self.ctx, &self.acting)
            .await
            .map_err(of_acting)?;
        let need = |caregiver: Caregiver| {
            let (delegation, name) = (caregiver.delegation.id, caregiver.name);
            let name = name.map(String::from).unwrap_or_default();
            match caregiver.delegation.status(now) {
                DelegationStatus::NeedsReview => {
                    Some(Need::CaregiverSuspended { delegation, name })
                }
                _ if caregiver.asked.is_some() && caregiver.delegation.is_live(now) => {
                    Some(Need::MoreAsked { delegation, name })
                }
                _ => None,
            }
        };
        Ok(people.caregivers.into_iter().filter_map(need).collect())
    }

    /// Entries of the history, if the reader may see it.
    async fn told(&self, filter: &ActivityFilter) -> Result<Vec<Entry>, PortalError> {
        if self.frame.allows(Ability::SeeActivity) {
            Ok(self.entries(filter).await?.0)
        } else {
            Ok(Vec::new())
        }
    }

    fn can_look(&self, app: &ConnectedApp) -> bool {
        // What a caregiver is told of may have no category either.
        let sees_nothing = self.acting.is_own() && app.consent.is_sign_in();
        !sees_nothing
            && app.consent.is_active(self.frame.now)
            && app.client.review != ReviewState::Suspended
    }

    async fn connected_apps(&self) -> Result<Vec<ConnectedApp>, PortalError> {
        list_connected_apps(&self.deps, self.ctx, &self.acting)
            .await
            .map_err(of_acting)
    }

    fn connection(&self, app: &ConnectedApp) -> Connection {
        cards::connection(app, &self.acting.actor(), self.frame.now)
    }

    /// The people whose pages the reader can open, on the reader's own pages.
    async fn patients(&self) -> Result<Vec<(DelegationId, String)>, PortalError> {
        if !self.acting.is_own() {
            return Ok(Vec::new());
        }
        let patients = list_patients(&self.deps, self.person).await;
        let patients = patients.map_err(unavailable)?.into_iter();
        let open = patients.filter(|patient| patient.delegation.is_active(self.frame.now));
        let named = open.filter_map(|patient| {
            let name = patient.name?.to_string();
            Some((patient.delegation.id, name))
        });
        Ok(named.collect())
    }

    fn connections<'a>(&self, apps: impl IntoIterator<Item = &'a ConnectedApp>) -> Vec<Connection> {
        apps.into_iter().map(|app| self.connection(app)).collect()
    }
}

/// Whether the app or its maker is called so, in any case of the letters.
fn is_called(app: &ConnectedApp, part: &str) -> bool {
    let part = part.trim().to_lowercase();
    let client = &app.client;
    [client.name.to_string(), client.maker.to_string()]
        .iter()
        .any(|name| name.to_lowercase().contains(&part))
}

fn counted(apps: usize) -> u32 {
    u32::try_from(apps).unwrap_or(u32::MAX)
}
