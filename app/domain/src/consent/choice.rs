//! What the patient picked: as it came from the page, and as it was approved.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::{CategorySet, TopicSet},
    zone::Zone,
};

/// Whether a client may come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// One access token of an hour at most and no refresh token; the consent ends with it.
    OneTime,
    /// Until the consent ends, also while the person is away.
    Until,
}

/// How far back the shared data goes (rule 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataPeriod {
    /// The first day that is shared: days of a record are those that its sender wrote.
    pub from: NaiveDate,
}

/// How long, as a person picks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessChoice {
    /// One look, of [`Self::ONE_TIME`] at most.
    OneTime,
    /// A number of days from now: 7, 30, 90 or 365.
    Days(u16),
    /// Up to and including this day of the hospital, at most a year ahead.
    Until(LastDay),
}

impl AccessChoice {
    /// The lengths that the page offers, in days.
    pub const DAYS: [u16; 4] = [7, 30, 90, 365];
    /// How long a one-time consent lasts.
    pub const ONE_TIME: TimeDelta = TimeDelta::hours(1);

    /// Returns when a consent with this choice ends if it is given at `now`.
    pub fn ends_at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::OneTime => now + Self::ONE_TIME,
            Self::Days(days) => now + TimeDelta::days(days.into()),
            Self::Until(last) => last.ends,
        }
    }
}

/// The last day of something, and when it is over: the end of that day where the hospital is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredLastDay")]
pub struct LastDay {
    /// The day.
    pub day: NaiveDate,
    /// The first moment after it.
    pub ends: Timestamp,
}

impl LastDay {
    /// Returns a day of this zone as the last one.
    pub fn of(day: NaiveDate, zone: &Zone) -> Self {
        let ends = zone.end_of(day);
        Self { day, ends }
    }
}

/// Drafts of requests that were waiting when zones came in hold the day alone, and mean that of UTC.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredLastDay {
    Day(NaiveDate),
    Whole { day: NaiveDate, ends: Timestamp },
}

impl From<StoredLastDay> for LastDay {
    fn from(stored: StoredLastDay) -> Self {
        match stored {
            StoredLastDay::Day(day) => Self::of(day, &Zone::default()),
            StoredLastDay::Whole { day, ends } => Self { day, ends },
        }
    }
}

/// What the consent page sent, unchecked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The categories that were left switched on.
    pub categories: CategorySet,
    /// The sensitive topics that were ticked.
    pub topics: TopicSet,
    /// How long.
    pub access: AccessChoice,
    /// How far back (rule 9); `None` for all data.
    pub period: Option<DataPeriod>,
}

/// A choice that was checked against its offer. Only [`Choice::check`] and [`Choice::check_keeping_end`] make one; a
/// [sign-in](Self::sign_in) shares nothing that could be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedChoice {
    pub(super) categories: CategorySet,
    pub(super) topics: TopicSet,
    pub(super) refused: CategorySet,
    pub(super) refused_topics: TopicSet,
    pub(super) access: Access,
    pub(super) expires_at: Timestamp,
    pub(super) period: Option<DataPeriod>,
}

impl Choice {
    /// Returns one text per meaning: equal for equal choices only. A proof is bound to it, and a page that restates a
    /// choice names by it what it showed.
    pub fn canonical(&self) -> String {
        let access = match self.access {
            AccessChoice::OneTime => "once".to_owned(),
            AccessChoice::Days(days) => format!("{days}d"),
            AccessChoice::Until(last) => last.day.to_string(),
        };
        let from = self.period.map(|period| period.from.to_string());
        format!(
            "{:x} {:x} {access} {}",
            self.categories.mask(),
            self.topics.mask(),
            from.as_deref().unwrap_or("all")
        )
    }
}

impl ApprovedChoice {
    /// What a yes to a sign-in stands for: no data of the record, for as long as one look.
    pub fn sign_in(now: Timestamp) -> Self {
        Self {
            categories: CategorySet::EMPTY,
            topics: TopicSet::EMPTY,
            refused: CategorySet::EMPTY,
            refused_topics: TopicSet::EMPTY,
            access: Access::OneTime,
            expires_at: AccessChoice::OneTime.ends_at(now),
            period: None,
        }
    }

    /// Returns what is shared.
    pub const fn categories(&self) -> CategorySet {
        self.categories
    }

    /// Returns the sensitive topics that are shared.
    pub const fn topics(&self) -> TopicSet {
        self.topics
    }

    /// Returns what was requested and not chosen.
    pub const fn refused(&self) -> CategorySet {
        self.refused
    }

    /// Returns the sensitive topics that were requested and not ticked.
    pub const fn refused_topics(&self) -> TopicSet {
        self.refused_topics
    }

    /// Returns whether the client may come back.
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Returns when the consent ends.
    pub const fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Returns how far back data is shared (rule 9); `None` for all data.
    pub const fn period(&self) -> Option<DataPeriod> {
        self.period
    }
}
