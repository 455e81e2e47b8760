//! What the person answered last time about the same client and purpose.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Access, AccessChoice, Consent, DataPeriod, LastDay};
use crate::{Timestamp, zone::Zone};

/// What the person answered last time: the page starts there, and is never wider by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastAnswer {
    /// When they answered.
    pub at: Timestamp,
    /// How long it was to last.
    pub access: AccessChoice,
    /// The same in whole days; 0 for one time.
    pub days: u16,
    /// How far back the data went.
    pub period: Option<DataPeriod>,
}

impl LastAnswer {
    /// Reads it off a consent. `since` is when the version was decided that set its end; a length that the page does not
    /// offer becomes a day of the hospital's, counted from `now`.
    pub fn of(consent: &Consent, since: Timestamp, now: Timestamp, zone: &Zone) -> Self {
        let days = match consent.access {
            Access::OneTime => 0,
            Access::Until => {
                u16::try_from((consent.expires_at - since).num_days()).unwrap_or(u16::MAX)
            }
        };
        let access = match consent.access {
            Access::OneTime => AccessChoice::OneTime,
            Access::Until if AccessChoice::DAYS.contains(&days) => AccessChoice::Days(days),
            Access::Until => AccessChoice::Until(LastDay::of(
                zone.day(now + TimeDelta::days(days.into())),
                zone,
            )),
        };
        Self {
            at: consent.decided_at,
            access,
            days,
            period: consent.period,
        }
    }
}
