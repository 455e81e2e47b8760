//! Which day is it where somebody lives? A time zone as a list of steps: since when which offset from UTC holds.
//!
//! Where the steps come from is not known here. What is decided and what is evidence is a moment in UTC; a zone says which
//! day and hour that is for a person, and when a day of theirs begins.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A time zone, for the years around now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its name in the IANA database, such as `America/Chicago`.
    pub name: String,
    /// The offset before the first step, in seconds east of UTC.
    offset: i32,
    /// When another offset begins, in seconds since 1970, and which. In their order.
    steps: Vec<(i64, i32)>,
}

impl Default for Zone {
    fn default() -> Self {
        Self::new("UTC".to_owned(), 0, Vec::new())
    }
}

impl Zone {
    /// Returns a zone; the steps are put in their order.
    pub fn new(name: String, offset: i32, mut steps: Vec<(i64, i32)>) -> Self {
        steps.sort_unstable();
        Self {
            name,
            offset,
            steps,
        }
    }

    /// Returns the place that it is named after: "New York" of `America/New_York`.
    pub fn place(&self) -> String {
        let place = self.name.rsplit('/').next().unwrap_or_default();
        place.replace('_', " ")
    }

    /// Returns the day and hour that this moment is here.
    pub fn local(&self, at: Timestamp) -> NaiveDateTime {
        let seconds = at.timestamp();
        let past = self.steps.partition_point(|(since, _)| *since <= seconds);
        let last = past.checked_sub(1).and_then(|last| self.steps.get(last));
        let offset = last.map_or(self.offset, |(_, offset)| *offset);
        let local = at.naive_utc();
        local
            .checked_add_signed(TimeDelta::seconds(offset.into()))
            .unwrap_or(local)
    }

    /// Returns the day that this moment belongs to.
    pub fn day(&self, at: Timestamp) -> NaiveDate {
        self.local(at).date()
    }

    /// Returns the first moment of a day. Where the clock skips it, that is the first moment after the gap.
    pub fn start_of(&self, day: NaiveDate) -> Timestamp {
        let midnight = day.and_time(NaiveTime::MIN).and_utc();
        let offsets = self.steps.iter().map(|(_, offset)| *offset);
        let starts = offsets
            .chain([self.offset])
            .filter_map(|offset| midnight.checked_sub_signed(TimeDelta::seconds(offset.into())));
        // A clock that is put forward over midnight begins the day with its step.
        let steps = self.steps.iter();
        let steps = steps.filter_map(|(since, _)| Timestamp::from_timestamp(*since, 0));
        let first = starts.chain(steps).filter(|start| {
            let before = self.local(*start - TimeDelta::seconds(1)).date();
            self.day(*start) >= day && before < day
        });
        first.min().unwrap_or(midnight)
    }

    /// Returns the first moment after a day.
    pub fn end_of(&self, day: NaiveDate) -> Timestamp {
        day.succ_opt().map_or_else(
            || day.and_time(NaiveTime::MIN).and_utc(),
            |next| self.start_of(next),
        )
    }

    /// Returns the last day on which something that ends at this moment still holds: an end at midnight means the day
    /// before.
    pub fn last_day(&self, ends: Timestamp) -> NaiveDate {
        self.day(ends - TimeDelta::seconds(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i32 = 3600;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// Chicago in 2026: summer time from 8 March to 1 November.
    fn chicago() -> Zone {
        let steps = [("2026-11-01T07:00:00Z", -6), ("2026-03-08T08:00:00Z", -5)];
        let steps = steps.map(|(since, hours)| (at(since).timestamp(), hours * HOUR));
        Zone::new("America/Chicago".to_owned(), -6 * HOUR, steps.into())
    }

    #[test]
    fn an_evening_belongs_to_its_own_day() {
        let zone = chicago();
        assert_eq!(zone.day(at("2026-05-06T01:30:00Z")), day("2026-05-05"));
        assert_eq!(zone.day(at("2026-05-06T05:00:00Z")), day("2026-05-06"));
        assert_eq!(zone.day(at("2026-12-06T05:30:00Z")), day("2026-12-05"));
        assert_eq!(zone.place(), "Chicago");
    }

    #[test]
    fn a_day_lasts_from_one_midnight_to_the_next_also_when_the_clock_is_changed() {
        let zone = chicago();
        for (on, hours) in [("2026-05-05", 24), ("2026-03-08", 23), ("2026-11-01", 25)] {
            let length = zone.end_of(day(on)) - zone.start_of(day(on));
            assert_eq!(length.num_hours(), hours, "{on}");
            assert_eq!(zone.last_day(zone.end_of(day(on))), day(on));
        }
        assert_eq!(zone.end_of(day("2026-07-30")), at("2026-07-31T05:00:00Z"));
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_begins_after_the_gap() {
        // Beirut, 2026-03-29: at midnight it is one o'clock.
        let step = at("2026-03-28T22:00:00Z");
        let zone = Zone::new(
            "Asia/Beirut".to_owned(),
            2 * HOUR,
            vec![(step.timestamp(), 3 * HOUR)],
        );
        assert_eq!(zone.start_of(day("2026-03-29")), step);
        assert_eq!(zone.end_of(day("2026-03-28")), step);
    }

    #[test]
    fn utc_is_the_zone_of_who_says_none() {
        let zone = Zone::default();
        assert_eq!(zone.end_of(day("2026-07-30")), at("2026-07-31T00:00:00Z"));
        assert_eq!(
            (zone.day(at("2026-07-30T23:59:59Z")), zone.place().as_str()),
            (day("2026-07-30"), "UTC")
        );
    }
}
