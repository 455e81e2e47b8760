//! What the patient picked: as it came from the page, and as it was approved.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::{CategorySet, TopicSet},
};

/// How an app may come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// One access token of an hour at most, no refresh token; the consent ends with it.
    OneTime,
    /// Until the consent ends, also while the person is away.
    Until,
}

/// How far back the data may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataPeriod {
    pub from: NaiveDate,
}

/// For how long, as a person picks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessChoice {
    OneTime,
    /// A number of days from now: 7, 30, 90 or 365.
    Days(u16),
    /// Up to and including this day, in UTC.
    Until(NaiveDate),
}

impl AccessChoice {
    /// The lengths on the page.
    pub const DAYS: [u16; 4] = [7, 30, 90, 365];
    /// How long a one-time look may take.
    pub const ONE_TIME: TimeDelta = TimeDelta::hours(1);

    /// When a consent with this choice ends if it is given at `now`.
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

/// What came back from the page, unchecked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub categories: CategorySet,
    pub topics: TopicSet,
    pub access: AccessChoice,
    pub period: Option<DataPeriod>,
}

/// A choice that was checked against its offer by [`Choice::check`]. There is no other way to make one.
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
    /// The same for the same choice only: what a proof of the person is bound to, and by which a page that restates a
    /// choice names what it showed.
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
    pub const fn categories(&self) -> CategorySet {
        self.categories
    }

    pub const fn topics(&self) -> TopicSet {
        self.topics
    }

    /// What was asked for and not chosen.
    pub const fn refused(&self) -> CategorySet {
        self.refused
    }

    pub const fn refused_topics(&self) -> TopicSet {
        self.refused_topics
    }

    pub const fn access(&self) -> Access {
        self.access
    }

    pub const fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    pub const fn period(&self) -> Option<DataPeriod> {
        self.period
    }
}
