//! What lasted beside, into, within, over and out of the asked month, to the millisecond.

use super::*;

/// The first and the last millisecond of what matches `eq`, `ne`, `gt`, `lt`, `ge`, `le`, `sa` and `eb` of April 2026.
#[rustfmt::skip]
const LASTED: &[(&str, &str, &str)] = &[
    ("2026-03-01T00:00:00Z", "2026-03-31T23:59:59.999Z", "ne lt le eb"),
    ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "ne lt le"),
    ("2026-03-01T00:00:00Z", "2026-04-30T23:59:59.999Z", "ne lt le"),
    ("2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z", "ne gt lt ge le"),
    ("2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", "eq ge le"),
    ("2026-04-01T00:00:00Z", "2026-04-30T23:59:59.999Z", "eq ge le"),
    ("2026-04-10T00:00:00Z", "2026-04-20T00:00:00Z", "eq ge le"),
    ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", "ne gt ge"),
    ("2026-04-30T23:59:59.999Z", "2026-04-30T23:59:59.999Z", "eq ge le"),
    ("2026-04-30T23:59:59.999Z", "2026-05-01T00:00:00Z", "ne gt ge"),
    ("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z", "ne gt ge sa"),
];

#[test]
fn every_comparator_ends_at_the_last_millisecond() {
    for (start, end, matching) in LASTED {
        for prefix in ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"] {
            let asked = DateMatch::parse(&format!("{prefix}2026-04")).unwrap();
            let matches = asked.matches(at(start), at(end));
            assert_eq!(
                matches,
                matching.contains(prefix),
                "{prefix}: {start} to {end}"
            );
        }
    }
}

#[test]
fn a_time_may_stop_at_the_minute_and_then_means_all_of_it() {
    let minute = DateMatch::parse("2026-04-15T12:30+02:00").unwrap().interval;
    assert_eq!(minute.start, at("2026-04-15T10:30:00Z"));
    assert_eq!(minute.end, at("2026-04-15T10:30:59.999Z"));
}
