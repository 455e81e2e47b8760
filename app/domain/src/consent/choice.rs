//! What the patient picked: as it came from the page, and as it was approved.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::{CategorySet, TopicSet},
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
    /// The first day that is shared, in UTC.
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
    /// Up to and including this day in UTC, at most a year ahead.
    Until(NaiveDate),
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
            Self::Until(day) => {
                let next = day.succ_opt().unwrap_or(NaiveDate::MAX);
                next.and_time(NaiveTime::MIN).and_utc()
            }
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

/// A choice that was checked against its offer. Only [`Choice::check`] and [`Choice::check_keeping_end`] make one.
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
            AccessChoice::Until(day) => day.to_string(),
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
