//! The history of the record, with its filters.

use app::{
    facts::{
        PortalError,
        activity::{ActivityPage, Entry, Filter, HeatRow, Show, Under},
    },
    session::patient::ActivitySession,
};
use async_trait::async_trait;

use super::{Patient, cards::days};
use crate::{
    operations::consents::{
        list_activity::{ActivityEntry, ActivityFilter, ActivityKind, Place, list_activity},
        picture_activity::picture_activity,
    },
    portal::problems::of_acting,
};

#[async_trait]
impl ActivitySession for Patient {
    async fn activity(&self, filter: Filter) -> Result<ActivityPage, PortalError> {
        let picture = picture_activity(&self.deps, self.ctx, &self.acting)
            .await
            .map_err(of_acting)?;
        let wanted = ActivityFilter {
            client: filter.app.clone(),
            category: filter.category,
            kind: match filter.show {
                Show::All => ActivityKind::All,
                Show::Looks => ActivityKind::Looks,
                Show::Others => ActivityKind::Others,
                Show::Refused => ActivityKind::Refused,
                Show::Choices => ActivityKind::Choices,
            },
            // A place that is no number is no place of ours: start at the newest.
            before: filter.before.as_deref().and_then(Place::parse),
            ..ActivityFilter::default()
        };
        let (entries, older) = self.entries(&wanted).await?;
        let heat = picture
            .by_category
            .iter()
            .map(|(category, counts)| HeatRow {
                category: *category,
                days: days(counts),
            });
        Ok(ActivityPage {
            filter,
            apps: picture
                .apps
                .into_iter()
                .map(|(id, name)| (id, name.into()))
                .collect(),
            today: self.frame.now.date_naive(),
            heat: heat.collect(),
            by_app: picture
                .by_app
                .into_iter()
                .map(|(name, looks)| (name.into(), looks))
                .collect(),
            refused: picture.refused,
            entries,
            older: older.map(|place| place.to_string()),
        })
    }
}

impl Patient {
    /// Entries of the history, and the place behind which there are more.
    pub(in crate::portal) async fn entries(
        &self,
        filter: &ActivityFilter,
    ) -> Result<(Vec<Entry>, Option<Place>), PortalError> {
        let activity = list_activity(&self.deps, self.ctx, &self.acting, filter)
            .await
            .map_err(of_acting)?;
        let subject = self.frame.other();
        let entries = activity
            .entries
            .into_iter()
            .map(|found| entry(found, subject));
        Ok((entries.collect(), activity.older))
    }
}

fn entry(mut entry: ActivityEntry, subject: Option<&str>) -> Entry {
    entry.statement.facts.subject = subject.map(str::to_owned);
    Entry {
        statement: entry.statement,
        under: entry.under.map(|under| Under {
            consent: under.consent,
            version: under.version,
            given: under.given,
            ends: under.ends,
            method: under.method,
        }),
        trace: entry.trace,
        resource: entry.resource,
    }
}
