//! Days and times as words, in the zone of the one who reads. The foot of a page names it once; a mail names it at the time.

use chrono::{Datelike, NaiveDate, Timelike};
use domain::{Timestamp, language::Language, zone::Zone};

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

/// "14:23".
pub fn time(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// "14:23:07".
pub fn exact_time(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local(at);
    let (hour, minute) = (local.hour(), local.minute());
    format!("{hour:02}:{minute:02}:{:02}", local.second())
}

/// "3 May 2026 at 14:23".
pub fn moment(language: Language, zone: &Zone, at: Timestamp) -> String {
    breakable_moment(language, zone, at).replace('~', "")
}

/// "3 May 2026 at 14:23 (Chicago time)", where no page around it names the zone.
pub fn placed_moment(language: Language, zone: &Zone, at: Timestamp) -> String {
    let moment = moment(language, zone, at);
    match language {
        Language::English => format!("{moment} ({} time)", zone.place()),
        Language::Spanish => format!("{moment} (hora de {})", zone.place()),
    }
}

/// As [`moment`], for a hole between two `~`: the date and the time each stay on one line, and between them it may break.
pub fn breakable_moment(language: Language, zone: &Zone, at: Timestamp) -> String {
    let (date, time) = (day(language, zone.day(at)), time(zone, at));
    match language {
        Language::English => format!("{date}~ at ~{time}"),
        Language::Spanish => format!("{date}~ a las ~{time}"),
    }
}

/// "today at 14:23", "yesterday at …", "34 days ago, on 14 April".
pub fn since(language: Language, zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    let on = zone.day(at);
    let days = (zone.day(now) - on).num_days();
    let time = time(zone, at);
    match (language, days) {
        (Language::English, ..=0) => format!("today at {time}"),
        (Language::English, 1) => format!("yesterday at {time}"),
        (Language::Spanish, ..=0) => format!("hoy a las {time}"),
        (Language::Spanish, 1) => format!("ayer a las {time}"),
        (Language::English, 2..) => {
            format!("{days} days ago, on {}", day_and_month(language, on))
        }
        (Language::Spanish, 2..) => {
            format!("hace {days} días, el {}", day_and_month(language, on))
        }
    }
}

/// Whole days from `now` to an end, counted by the calendar.
pub fn days_left(zone: &Zone, ends: Timestamp, now: Timestamp) -> i64 {
    (zone.last_day(ends) - zone.day(now)).num_days().max(0)
}

/// For `datetime` attributes.
pub fn machine(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};

    use super::*;

    fn tokyo() -> Zone {
        Zone::new("Asia/Tokyo".to_owned(), 9 * 3600, Vec::new())
    }

    fn at(day: u32, hour: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 5, day, hour, 23, 0)
            .single()
            .expect("a moment of the calendar")
    }

    #[test]
    fn days_and_times_are_words_in_both_languages() {
        assert_eq!(
            moment(Language::English, &Zone::default(), at(3, 14)),
            "3 May 2026 at 14:23"
        );
        assert_eq!(
            placed_moment(Language::Spanish, &tokyo(), at(3, 16)),
            "4 de mayo de 2026 a las 01:23 (hora de Tokyo)"
        );
        for language in [Language::English, Language::Spanish] {
            let marked = format!("~{}~", breakable_moment(language, &tokyo(), at(3, 14)));
            let read = crate::words::text::plain(&marked);
            assert_eq!(read, moment(language, &tokyo(), at(3, 14)));
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
            since(Language::English, &Zone::default(), at(17, 18), at(17, 19)),
            "today at 18:23"
        );
        assert_eq!(
            since(Language::English, &Zone::default(), at(16, 14), at(17, 1)),
            "yesterday at 14:23"
        );
        assert_eq!(
            since(Language::Spanish, &Zone::default(), at(1, 18), at(17, 1)),
            "hace 16 días, el 1 de mayo"
        );
        // The same two moments lie on one day in Tokyo.
        assert_eq!(
            since(Language::English, &tokyo(), at(16, 15), at(17, 1)),
            "today at 00:23"
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
        let zone = Zone::default();
        assert_eq!(machine(zone.last_day(midnight)), "2026-07-30");
        assert_eq!(
            days_left(&zone, midnight, midnight - TimeDelta::hours(3)),
            0
        );
    }
}
