//! Date parameters: a comparison with everything that the written precision names (FHIR R4 §3.1.1.5.6).

use chrono::{DateTime, Utc};

use crate::json::dates::{self, Interval};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
}

/// One alternative of a date parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMatch {
    pub comparator: Comparator,
    pub interval: Interval,
}

impl DateMatch {
    /// Reads `2026`, `ge2026-04`, `lt2026-04-01T10:00Z` and so on.
    ///
    /// The plus of an offset that was sent unescaped in an address arrives as a space.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace(' ', "+");
        let text = text.as_str();
        let (comparator, date) = match text.split_at_checked(2)? {
            ("eq", date) => (Comparator::Equal, date),
            ("ne", date) => (Comparator::NotEqual, date),
            ("gt", date) => (Comparator::Greater, date),
            ("lt", date) => (Comparator::Less, date),
            ("ge", date) => (Comparator::GreaterOrEqual, date),
            ("le", date) => (Comparator::LessOrEqual, date),
            ("sa", date) => (Comparator::StartsAfter, date),
            ("eb", date) => (Comparator::EndsBefore, date),
            _ => (Comparator::Equal, text),
        };
        Some(Self {
            comparator,
            interval: read(date)?,
        })
    }

    /// Whether something that lasted from `start` to `end` (both included) matches. The query says the same.
    pub fn matches(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> bool {
        let asked = self.interval;
        let within = start >= asked.start && end <= asked.end;
        match self.comparator {
            Comparator::Equal => within,
            Comparator::NotEqual => !within,
            Comparator::Greater => end > asked.end,
            Comparator::Less => start < asked.start,
            Comparator::GreaterOrEqual => end > asked.end || within,
            Comparator::LessOrEqual => start < asked.start || within,
            Comparator::StartsAfter => start > asked.end,
            Comparator::EndsBefore => end < asked.start,
        }
    }
}

/// A date as resources write it, or with a time that stops at the minute, which only searches may have.
fn read(text: &str) -> Option<Interval> {
    dates::read(text).or_else(|| {
        let (date, time) = text.split_once('T')?;
        let (minute, offset) = time.split_at_checked(5)?;
        let first = dates::read(&format!("{date}T{minute}:00{offset}"))?;
        let last = dates::read(&format!("{date}T{minute}:59{offset}"))?;
        Some(Interval {
            start: first.start,
            end: last.end,
        })
    })
}
