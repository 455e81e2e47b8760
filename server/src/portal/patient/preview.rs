//! What a choice would show today, counted in the record.

use app::facts::{
    PortalError,
    consent::{Holding, Newest, Preview},
};
use domain::{
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    consent::Choice,
    decision::RecordFilter,
    scope::ScopeSet,
};

use super::Patient;
use crate::{
    operations::records::preview_counts::{
        CategoryCount, RecordCounts, overview_counts, preview_counts,
    },
    portal::problems::unavailable,
};

/// Everything that a patient's record holds.
pub(in crate::portal) struct Held {
    pub(in crate::portal) categories: Vec<CategoryCount>,
    topics: Vec<(SensitiveTopic, Holding)>,
}

impl Held {
    pub(super) fn of_topic(&self, topic: SensitiveTopic) -> Holding {
        let found = self.topics.iter().find(|(known, _)| *known == topic);
        found.map_or(NOTHING, |(_, holding)| holding.clone())
    }
}

const NOTHING: Holding = Holding {
    count: 0,
    newest: None,
};

impl Patient {
    /// What there is of each kind, whether or not it is shared. What touches a sensitive topic counts with its topic
    /// only: turning on a kind of data never shares it. With the `scope` of a client, what it could get.
    pub(in crate::portal) async fn everything_held(
        &self,
        scope: Option<&ScopeSet>,
    ) -> Result<Held, PortalError> {
        let ordinary = RecordFilter {
            subject: self.subject.clone(),
            categories: CategorySet::all(),
            topics: TopicSet::EMPTY,
            from: None,
            only_related: None,
        };
        let ordinary = preview_counts(&self.deps, &self.acting, &ordinary, scope)
            .await
            .map_err(unavailable)?;
        // A patient's own count names every topic, admitted or not; a caregiver's names what it admits.
        let topics = if self.acting.is_own() {
            ordinary.topics
        } else {
            let all = overview_counts(&self.deps, &self.acting).await;
            all.map_err(unavailable)?.topics
        };
        let topics = topics.iter().map(|found| {
            let newest = found.newest.map(|date| Newest {
                name: None,
                on: date.date_naive(),
            });
            (
                found.topic,
                Holding {
                    count: small(found.count),
                    newest,
                },
            )
        });
        Ok(Held {
            topics: topics.collect(),
            categories: ordinary.categories,
        })
    }

    pub(super) async fn preview_of(
        &self,
        choice: &Choice,
        scope: &ScopeSet,
    ) -> Result<Preview, PortalError> {
        let filter = RecordFilter {
            subject: self.subject.clone(),
            categories: choice.categories,
            topics: choice.topics,
            from: choice.period.map(|period| period.from),
            only_related: None,
        };
        let counts = preview_counts(&self.deps, &self.acting, &filter, Some(scope))
            .await
            .map_err(unavailable)?;
        Ok(preview(&counts, choice))
    }
}

fn preview(counts: &RecordCounts, choice: &Choice) -> Preview {
    let row = |category| (category, holding_of(&counts.categories, category));
    Preview {
        rows: choice.categories.iter().map(row).collect(),
        hidden: small(counts.hidden.total),
        hidden_sensitive: small(counts.hidden.sensitive),
        hidden_unsorted: small(counts.hidden.unclassified),
    }
}

pub(in crate::portal) fn holding_of(counts: &[CategoryCount], category: DataCategory) -> Holding {
    let found = counts.iter().find(|count| count.category == category);
    found.map_or(NOTHING, |found| Holding {
        count: small(found.count),
        newest: found.newest.as_ref().map(|newest| Newest {
            name: newest.title.clone(),
            on: newest.date.date_naive(),
        }),
    })
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
