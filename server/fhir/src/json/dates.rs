//! FHIR dates as intervals: `2026-04` is the whole of April.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};

/// The end of a period that has none.
pub const OPEN_END: DateTime<Utc> = match DateTime::from_timestamp_millis(253_402_300_799_999) {
    Some(end) => end,
    None => DateTime::<Utc>::MAX_UTC,
};

/// From the first to the last millisecond, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

/// Reads an R4 `date`, `dateTime` or `instant`. A time without an offset is read as UTC.
pub fn read(text: &str) -> Option<Interval> {
    let (start, next) = if text.contains('T') {
        moment(text)?
    } else {
        whole_days(text)?
    };
    Some(Interval {
        start,
        end: next - TimeDelta::milliseconds(1),
    })
}

/// The start of what the text names, and the start of what comes after.
fn moment(text: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let start = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc3339(&format!("{text}Z")))
        .ok()?
        .with_timezone(&Utc);
    let precision = if text.contains('.') { 1 } else { 1000 };
    within_range(
        start,
        start.checked_add_signed(TimeDelta::milliseconds(precision))?,
    )
}

fn whole_days(text: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let mut parts = text.split('-');
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let start = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let next = match (month, day) {
        (None, _) => start.checked_add_months(Months::new(12))?,
        (Some(_), None) => start.checked_add_months(Months::new(1))?,
        (Some(_), Some(_)) => start.checked_add_days(Days::new(1))?,
    };
    within_range(midnight(start)?, midnight(next)?)
}

fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.and_hms_opt(0, 0, 0)?.and_utc())
}

/// Years outside 1..=9999 are no FHIR dates.
fn within_range(
    start: DateTime<Utc>,
    next: DateTime<Utc>,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    (start.year() >= 1 && start <= OPEN_END).then_some((start, next))
}
