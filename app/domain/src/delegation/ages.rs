//! At which birthdays of a minor a guardian's access narrows, waits for the young person's yes, and ends.

use chrono::{Months, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Timestamp, catalogue::catalogue_enum};

catalogue_enum! {
    /// What a birthday does to a guardian's delegation.
    AgeEvent {
        /// It covers no more than [`Limits::of_a_teenager`].
        Narrow = "narrow",
        /// It is suspended until the young person agrees.
        Suspend = "suspend",
        /// It ends.
        End = "end",
    }
}

/// The ages at which a guardian's delegation narrows, is suspended, and ends: years, set by the hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GuardianAges {
    narrow: u8,
    suspend: u8,
    end: u8,
}

/// The text is not a list of three rising ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("three ages that grow are needed, such as 12,16,18")]
pub struct InvalidAges;

impl Default for GuardianAges {
    fn default() -> Self {
        Self {
            narrow: 12,
            suspend: 16,
            end: 18,
        }
    }
}

impl GuardianAges {
    /// Reads `12,16,18`.
    ///
    /// # Errors
    /// [`InvalidAges`] unless it is three ages, each higher than the one before, up to 25.
    pub fn parse(text: &str) -> Result<Self, InvalidAges> {
        let ages: Result<Vec<u8>, _> = text.split(',').map(|age| age.trim().parse()).collect();
        match ages.map_err(|_| InvalidAges)?[..] {
            [narrow, suspend, end] if narrow < suspend && suspend < end && end <= 25 => Ok(Self {
                narrow,
                suspend,
                end,
            }),
            _ => Err(InvalidAges),
        }
    }
}

impl GuardianAges {
    /// Whether somebody born on this day can have a guardian at `now`.
    pub fn is_minor(self, born: NaiveDate, now: Timestamp) -> bool {
        now < AgeEvents::of(born, self).end_at
    }
}

impl TryFrom<String> for GuardianAges {
    type Error = InvalidAges;

    fn try_from(text: String) -> Result<Self, InvalidAges> {
        Self::parse(&text)
    }
}

impl From<GuardianAges> for String {
    fn from(ages: GuardianAges) -> Self {
        ages.to_string()
    }
}

impl std::fmt::Display for GuardianAges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{},{},{}", self.narrow, self.suspend, self.end)
    }
}

/// When a guardian's delegation changes by age: at midnight UTC of a birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeEvents {
    /// When it narrows.
    pub narrow_at: Timestamp,
    /// When it is suspended; `None` once the young person agreed.
    pub suspend_at: Option<Timestamp>,
    /// When it ends: also the end of the delegation, unless that was brought forward.
    pub end_at: Timestamp,
}

impl AgeEvents {
    /// Returns the birthdays at these ages. Somebody born on 29 February has theirs on the last day of February.
    pub fn of(born: NaiveDate, ages: GuardianAges) -> Self {
        let birthday = |age: u8| {
            let day = born.checked_add_months(Months::new(12 * u32::from(age)));
            day.unwrap_or(NaiveDate::MAX)
                .and_time(NaiveTime::MIN)
                .and_utc()
        };
        Self {
            narrow_at: birthday(ages.narrow),
            suspend_at: Some(birthday(ages.suspend)),
            end_at: birthday(ages.end),
        }
    }

    /// Returns the first event after `now`; `None` after the last.
    pub fn next(self, now: Timestamp) -> Option<(AgeEvent, Timestamp)> {
        let events = [
            Some((AgeEvent::Narrow, self.narrow_at)),
            self.suspend_at.map(|at| (AgeEvent::Suspend, at)),
            Some((AgeEvent::End, self.end_at)),
        ];
        events.into_iter().flatten().find(|(_, at)| *at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        day(text).and_time(NaiveTime::MIN).and_utc()
    }

    #[test]
    fn ages_grow_or_are_refused() {
        assert_eq!(
            GuardianAges::parse("12, 16,18").unwrap().to_string(),
            "12,16,18"
        );
        for wrong in [
            "", "12", "12,16", "16,12,18", "12,12,18", "12,16,99", "a,b,c", "1,2,3,4",
        ] {
            assert_eq!(GuardianAges::parse(wrong), Err(InvalidAges), "{wrong}");
        }
    }

    #[test]
    fn a_leap_day_child_has_a_birthday_every_year() {
        let events = AgeEvents::of(day("2012-02-29"), GuardianAges::default());
        assert_eq!(events.narrow_at, at("2024-02-29"));
        assert_eq!(events.end_at, at("2030-02-28"));
    }

    #[test]
    fn the_next_event_is_the_next_birthday_that_counts() {
        let events = AgeEvents::of(day("2011-01-15"), GuardianAges::default());
        let next = |now| events.next(at(now));
        assert_eq!(
            next("2020-01-01"),
            Some((AgeEvent::Narrow, at("2023-01-15")))
        );
        assert_eq!(
            next("2023-01-15"),
            Some((AgeEvent::Suspend, at("2027-01-15")))
        );
        assert_eq!(next("2027-01-15"), Some((AgeEvent::End, at("2029-01-15"))));
        assert_eq!(next("2029-01-15"), None);
    }
}
