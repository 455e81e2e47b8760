//! What the person answered last time about the same client and purpose.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{Access, AccessChoice, Consent, DataPeriod};
use crate::Timestamp;

/// What the person answered last time: the page starts there, and is never wider by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastAnswer {
    /// The day of the answer, in UTC.
    pub on: NaiveDate,
    /// How long it was to last.
    pub access: AccessChoice,
    /// The same in whole days; 0 for one time.
    pub days: u16,
    /// How far back the data went.
    pub period: Option<DataPeriod>,
}

impl LastAnswer {
    /// Reads it off a consent. `since` is when the version was decided that set its end; a length that the page does not
    /// offer becomes a day, counted from `now`.
    pub fn of(consent: &Consent, since: Timestamp, now: Timestamp) -> Self {
        let days = match consent.access {
            Access::OneTime => 0,
            Access::Until => {
                u16::try_from((consent.expires_at - since).num_days()).unwrap_or(u16::MAX)
            }
        };
        let access = match consent.access {
            Access::OneTime => AccessChoice::OneTime,
            Access::Until if AccessChoice::DAYS.contains(&days) => AccessChoice::Days(days),
            Access::Until => {
                AccessChoice::Until(now.date_naive() + TimeDelta::days(i64::from(days)))
            }
        };
        Self {
            on: consent.decided_at.date_naive(),
            access,
            days,
            period: consent.period,
        }
    }
}
