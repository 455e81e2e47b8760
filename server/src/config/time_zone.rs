//! Where is the hospital? A time zone by its name in the IANA database, which stands in the program.

use std::sync::LazyLock;

use chrono::TimeDelta;
use domain::{Timestamp, zone::Zone};
use jiff::tz::TimeZoneDatabase;
use serde::{Deserialize, Serialize};
use thiserror::Error;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// How far back pages tell days and hours, and how far ahead: a decision lasts a year at most.
const PAST: TimeDelta = TimeDelta::days(10 * 366);
const AHEAD: TimeDelta = TimeDelta::days(3 * 366);

/// The name of a time zone that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

/// The name is none of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a time zone is named as in the IANA database, such as America/Chicago")]
pub struct UnknownZone;

impl Default for ZoneName {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

impl TryFrom<String> for ZoneName {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        let known = ZONES.get(&name).is_ok();
        known.then_some(Self(name)).ok_or(UnknownZone)
    }
}

impl From<ZoneName> for String {
    fn from(name: ZoneName) -> Self {
        name.0
    }
}

impl ZoneName {
    /// Returns the zone, for the years around `now`.
    pub fn zone(&self, now: Timestamp) -> Zone {
        zone_named(&self.0, now).unwrap_or_default()
    }
}

/// Returns the zone of this name, for the years around `now`; `None` if there is none.
pub fn zone_named(name: &str, now: Timestamp) -> Option<Zone> {
    let zone = ZONES.get(name).ok()?;
    let begin = jiff::Timestamp::from_second((now - PAST).timestamp()).ok()?;
    let end = (now + AHEAD).timestamp();
    let steps = zone.following(begin);
    let steps = steps.map(|step| (step.timestamp().as_second(), step.offset().seconds()));
    let steps = steps.take_while(|(since, _)| *since < end).collect();
    let first = zone.to_offset(begin).seconds();
    Some(Zone::new(zone.iana_name()?.to_owned(), first, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn ends(zone: &str, day: &str) -> String {
        let zone = ZoneName::try_from(zone.to_owned()).unwrap();
        let zone = zone.zone(at("2026-05-01T00:00:00Z"));
        zone.end_of(day.parse().unwrap()).to_rfc3339()
    }

    #[test]
    fn a_day_ends_where_the_hospital_is() {
        for (zone, day, end) in [
            ("America/Chicago", "2026-07-30", "2026-07-31T05:00:00+00:00"),
            ("America/Chicago", "2026-12-30", "2026-12-31T06:00:00+00:00"),
            (
                "Pacific/Auckland",
                "2026-05-05",
                "2026-05-05T12:00:00+00:00",
            ),
            ("Asia/Kolkata", "2026-05-05", "2026-05-05T18:30:00+00:00"),
            ("UTC", "2026-05-05", "2026-05-06T00:00:00+00:00"),
        ] {
            assert_eq!(ends(zone, day), end, "{zone}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        for name in [
            "",
            "Chicago",
            "../etc/passwd",
            "America/Chicago; x",
            "EST5EDT4",
        ] {
            assert!(ZoneName::try_from(name.to_owned()).is_err(), "{name}");
        }
    }

    #[test]
    fn years_ago_the_offset_was_the_one_of_then() {
        // Mexico gave up summer time in October 2022.
        let zone = zone_named("America/Mexico_City", at("2026-05-01T00:00:00Z")).unwrap();
        let hour = |moment| zone.local(at(moment)).format("%H").to_string();
        assert_eq!(hour("2022-07-01T12:00:00Z"), "07");
        assert_eq!(hour("2026-07-01T12:00:00Z"), "06");
    }
}
