//! The day that a record is of, as its sender wrote it: a time keeps the day of its own offset.

use chrono::NaiveDate;

use super::{dates, facts::DATE_FIELDS, tree::Node};

/// The first day of when it happened; `None` where the resource gives no date that can be read.
pub fn day(root: &Node<'_>) -> Option<NaiveDate> {
    let mut dated = DATE_FIELDS.iter().flat_map(|path| root.all(path));
    dated.find_map(|node| {
        let period = || node.text_of("start").or_else(|| node.text_of("end"));
        written(node.text().or_else(period)?)
    })
}

fn written(text: &str) -> Option<NaiveDate> {
    let read = dates::read(text)?;
    match text.split_once('T') {
        Some((day, _)) => day.parse().ok(),
        None => Some(read.start.date_naive()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Option<String> {
        day(&Node::parse(json).unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn an_evening_stays_on_its_day() {
        for (written, day) in [
            ("2026-05-05T20:30:00-05:00", "2026-05-05"),
            ("2025-01-01T00:30:00+01:00", "2025-01-01"),
            ("2026-05-05T23:59:59.999Z", "2026-05-05"),
            ("2026-05-05", "2026-05-05"),
            ("2026-05", "2026-05-01"),
            ("2026", "2026-01-01"),
        ] {
            let json = format!(r#"{{"effectiveDateTime":"{written}","issued":"2030-01-01"}}"#);
            assert_eq!(of(&json).as_deref(), Some(day), "{written}");
        }
    }

    #[test]
    fn a_period_is_of_the_day_on_which_it_begins() {
        let period =
            r#"{"effectivePeriod":{"start":"2026-05-05T22:00:00-07:00","end":"2026-05-07"}}"#;
        assert_eq!(of(period).as_deref(), Some("2026-05-05"));
        let ended = r#"{"effectivePeriod":{"end":"2026-05-07T23:00:00-07:00"}}"#;
        assert_eq!(of(ended).as_deref(), Some("2026-05-07"));
    }

    #[test]
    fn what_is_no_date_is_passed_over() {
        let wrong = r#"{"effectiveDateTime":"soon","issued":"2026-05-05T20:30:00-05:00"}"#;
        assert_eq!(of(wrong).as_deref(), Some("2026-05-05"));
        assert_eq!(of(r#"{"effectiveDateTime":"2026-02-30T10:00:00Z"}"#), None);
        assert_eq!(of("{}"), None);
    }
}
