//! Days and times as words. Every time is UTC and says so, because the evidence is.

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use domain::{Timestamp, language::Language};

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const WEEKDAYS_ES: [&str; 7] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

fn month(language: Language, day: NaiveDate) -> &'static str {
    let months = match language {
        Language::English => &MONTHS_EN,
        Language::Spanish => &MONTHS_ES,
    };
    months
        .get(day.month0() as usize)
        .copied()
        .unwrap_or_default()
}

/// "30 July 2026".
pub fn day(language: Language, day: NaiveDate) -> String {
    match language {
        Language::English => format!("{} {} {}", day.day(), month(language, day), day.year()),
        Language::Spanish => format!(
            "{} de {} de {}",
            day.day(),
            month(language, day),
            day.year()
        ),
    }
}

/// "30 July".
pub fn day_and_month(language: Language, day: NaiveDate) -> String {
    match language {
        Language::English => format!("{} {}", day.day(), month(language, day)),
        Language::Spanish => format!("{} de {}", day.day(), month(language, day)),
    }
}

/// "30 July", or with its year where the same day of another year could be meant.
pub fn near_day(language: Language, date: NaiveDate, today: NaiveDate) -> String {
    const NEAR: i64 = 300;
    if (date - today).num_days().abs() < NEAR {
        day_and_month(language, date)
    } else {
        day(language, date)
    }
}

/// "30 Jul", for pictures.
pub fn short_day(language: Language, day: NaiveDate) -> String {
    format!(
        "{} {}",
        day.day(),
        month(language, day).get(..3).unwrap_or_default()
    )
}

/// "Sunday, 17 May 2026".
pub fn weekday(language: Language, date: NaiveDate) -> String {
    let days = match language {
        Language::English => &WEEKDAYS_EN,
        Language::Spanish => &WEEKDAYS_ES,
    };
    let name = days
        .get(date.weekday().num_days_from_monday() as usize)
        .copied();
    super::text::capital(&format!(
        "{}, {}",
        name.unwrap_or_default(),
        day(language, date)
    ))
}

/// "14:23 UTC".
pub fn time(at: Timestamp) -> String {
    format!("{:02}:{:02} UTC", at.hour(), at.minute())
}

/// "14:23:07 UTC".
pub fn exact_time(at: Timestamp) -> String {
    format!("{:02}:{:02}:{:02} UTC", at.hour(), at.minute(), at.second())
}

/// "3 May 2026 at 14:23 UTC".
pub fn moment(language: Language, at: Timestamp) -> String {
    let date = day(language, at.date_naive());
    match language {
        Language::English => format!("{date} at {}", time(at)),
        Language::Spanish => format!("{date} a las {}", time(at)),
    }
}

/// As [`moment`], for a hole between two `~`: the date and the time each stay on one line, and between them it may break.
pub fn breakable_moment(language: Language, at: Timestamp) -> String {
    let (date, time) = (day(language, at.date_naive()), time(at));
    match language {
        Language::English => format!("{date}~ at ~{time}"),
        Language::Spanish => format!("{date}~ a las ~{time}"),
    }
}

/// "today at 14:23 UTC", "yesterday at …", "34 days ago, on 14 April".
pub fn since(language: Language, at: Timestamp, now: Timestamp) -> String {
    let days = (now.date_naive() - at.date_naive()).num_days();
    let time = time(at);
    match (language, days) {
        (Language::English, ..=0) => format!("today at {time}"),
        (Language::English, 1) => format!("yesterday at {time}"),
        (Language::Spanish, ..=0) => format!("hoy a las {time}"),
        (Language::Spanish, 1) => format!("ayer a las {time}"),
        (Language::English, 2..) => {
            format!(
                "{days} days ago, on {}",
                day_and_month(language, at.date_naive())
            )
        }
        (Language::Spanish, 2..) => {
            format!(
                "hace {days} días, el {}",
                day_and_month(language, at.date_naive())
            )
        }
    }
}

/// The last day on which something that ends at this moment still holds: an end at midnight means the day before.
pub fn last_day(ends: Timestamp) -> NaiveDate {
    (ends - TimeDelta::seconds(1)).date_naive()
}

/// Whole days from `now` to an end, counted by the calendar.
pub fn days_left(ends: Timestamp, now: Timestamp) -> i64 {
    (last_day(ends) - now.date_naive()).num_days().max(0)
}

/// For `datetime` attributes.
pub fn machine(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    fn at(day: u32, hour: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 5, day, hour, 23, 0)
            .single()
            .expect("a moment of the calendar")
    }

    #[test]
    fn days_and_times_are_words_in_both_languages() {
        assert_eq!(
            moment(Language::English, at(3, 14)),
            "3 May 2026 at 14:23 UTC"
        );
        assert_eq!(
            moment(Language::Spanish, at(3, 14)),
            "3 de mayo de 2026 a las 14:23 UTC"
        );
        for language in [Language::English, Language::Spanish] {
            let marked = format!("~{}~", breakable_moment(language, at(3, 14)));
            let read = crate::words::text::plain(&marked);
            assert_eq!(read, moment(language, at(3, 14)));
        }
        assert_eq!(
            weekday(Language::English, at(17, 0).date_naive()),
            "Sunday, 17 May 2026"
        );
        assert_eq!(
            weekday(Language::Spanish, at(17, 0).date_naive()),
            "Domingo, 17 de mayo de 2026"
        );
        assert_eq!(
            short_day(Language::Spanish, at(17, 0).date_naive()),
            "17 may"
        );
    }

    #[test]
    fn what_is_near_is_told_from_today() {
        assert_eq!(
            since(Language::English, at(17, 18), at(17, 19)),
            "today at 18:23 UTC"
        );
        assert_eq!(
            since(Language::English, at(16, 18), at(17, 1)),
            "yesterday at 18:23 UTC"
        );
        assert_eq!(
            since(Language::Spanish, at(1, 18), at(17, 1)),
            "hace 16 días, el 1 de mayo"
        );
    }

    #[test]
    fn a_day_that_is_far_away_has_its_year() {
        let today = at(3, 0).date_naive();
        let near = |days| near_day(Language::English, today + TimeDelta::days(days), today);
        assert_eq!([near(90), near(-90)], ["1 August", "2 February"]);
        assert_eq!(near(365), "3 May 2027");
    }

    #[test]
    fn an_end_at_midnight_means_the_day_before() {
        let midnight = Utc.with_ymd_and_hms(2026, 7, 31, 0, 0, 0).single();
        let midnight = midnight.expect("a moment of the calendar");
        assert_eq!(machine(last_day(midnight)), "2026-07-30");
        assert_eq!(days_left(midnight, midnight - TimeDelta::hours(3)), 0);
    }
}
