//! One value over time: a line through what was measured, and a band for what is usual. The numbers stand in the list below.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{
    frame::use_frame,
    rich::Rich,
    style::{CARD, NOTE},
};
use crate::{
    facts::records::RecordEntry,
    words::{dates, people::RecordsWords},
};

const WIDE: f64 = 320.0;
const HIGH: f64 = 96.0;
/// Room for the marks at the edges.
const EDGE: f64 = 8.0;

/// Across and down, or from the top to the bottom.
type Pair = (f64, f64);

/// What was measured under one name in one unit, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    name: String,
    points: Vec<(NaiveDate, f64, String)>,
    usual: Option<(Option<f64>, Option<f64>)>,
}

impl Series {
    /// `None` where the entries are not one thing measured twice at least.
    pub fn of(entries: &[RecordEntry]) -> Option<Self> {
        let newest = entries.first()?;
        let alike =
            |entry: &&RecordEntry| entry.name == newest.name && entry.says.unit == newest.says.unit;
        if !entries.iter().all(|entry| alike(&entry)) {
            return None;
        }
        let points = entries
            .iter()
            .rev()
            .filter_map(|entry| Some((entry.on?, entry.says.number?, entry.says.value.clone()?)));
        let points: Vec<_> = points.collect();
        (points.len() > 1).then(|| Self {
            name: newest.name.clone().unwrap_or_default(),
            points,
            usual: newest.says.usual,
        })
    }

    /// The lowest and the highest that the picture shows.
    fn reach(&self) -> (f64, f64) {
        let ends = self.usual.into_iter().flat_map(|(low, high)| [low, high]);
        let shown = self.points.iter().map(|(_, number, _)| *number);
        let all: Vec<f64> = shown.chain(ends.flatten()).collect();
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if high > low {
            (low, high)
        } else {
            (low - 1.0, high + 1.0)
        }
    }

    /// Where each value stands, and the top and the bottom of what is usual.
    fn places(&self) -> (Vec<Pair>, Option<Pair>) {
        let (low, high) = self.reach();
        let y = |value: f64| HIGH - EDGE - (value - low) / (high - low) * (HIGH - 2.0 * EDGE);
        let days = self.points.iter().map(|(on, ..)| on.num_days_from_ce());
        let days: Vec<f64> = days.map(f64::from).collect();
        let first = days.first().copied().unwrap_or_default();
        let all = (days.last().copied().unwrap_or_default() - first).max(1.0);
        let x = |day: &f64| EDGE + (day - first) / all * (WIDE - 2.0 * EDGE);
        let numbers = self.points.iter().map(|(_, number, _)| y(*number));
        let usual = self.usual;
        let band = usual.map(|(from, to)| (y(to.unwrap_or(high)), y(from.unwrap_or(low))));
        (days.iter().map(x).zip(numbers).collect(), band)
    }
}

/// With one digit behind the point: no eye sees more.
fn at(place: f64) -> String {
    format!("{place:.1}")
}

#[component]
pub fn OverTime(series: Series) -> impl IntoView {
    let language = use_frame().language;
    let w = RecordsWords(language);
    let ends = series.points.first().zip(series.points.last());
    let told = ends.map(|((from, _, first), (to, _, last))| {
        let (from, to) = (dates::day(language, *from), dates::day(language, *to));
        w.from_to(first, from, last, to)
    });
    let told = told.unwrap_or_default();
    let name = w.over_time(&series.name);
    let (places, band) = series.places();
    let course: Vec<String> = places
        .iter()
        .map(|(x, y)| format!("{},{}", at(*x), at(*y)))
        .collect();
    let course = course.join(" ");
    view! {
        <figure class=format!("{CARD} mbe-8") data-series>
            <svg
                class="over-time"
                viewBox=format!("0 0 {WIDE} {HIGH}")
                role="img"
                aria-label=name.clone()
            >
                {band
                    .map(|(top, bottom)| {
                        view! { <rect class="usual" x="0" y=at(top) width=at(WIDE) height=at(bottom - top)></rect> }
                    })}
                <polyline class="course" points=course></polyline>
                {places
                    .into_iter()
                    .map(|(x, y)| view! { <circle class="measured" cx=at(x) cy=at(y) r="4"></circle> })
                    .collect_view()}
            </svg>
            <figcaption class="mbs-3">
                <b class="block font-strong">{name}</b>
                <span class="text-small"><Rich text=told/></span>
                {series.usual.map(|_| view! { <span class=format!("{NOTE} block")>{w.band()}</span> })}
            </figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::records::Says;

    fn entry(name: &str, day: u32, number: Option<f64>, unit: &str) -> RecordEntry {
        RecordEntry {
            name: Some(name.to_owned()),
            on: NaiveDate::from_ymd_opt(2026, 4, day),
            sensitive: false,
            says: Says {
                value: number.map(|number| format!("{number} {unit}")),
                number,
                unit: unit.to_owned(),
                usual: Some((None, Some(6.0))),
                ..Says::default()
            },
        }
    }

    #[test]
    fn one_thing_measured_twice_is_a_series_and_nothing_else_is() {
        let (new, old) = (
            entry("A1c", 20, Some(6.8), "%"),
            entry("A1c", 2, Some(7.4), "%"),
        );
        let series = Series::of(&[new.clone(), old.clone()]).expect("two of a kind");
        assert_eq!(series.points.first().map(|point| point.1), Some(7.4));
        assert_eq!(series.reach(), (6.0, 7.4));
        for other in [
            vec![new.clone()],
            vec![new.clone(), entry("A1c", 2, None, "%")],
            vec![new.clone(), entry("Weight", 2, Some(80.0), "%")],
            vec![new, entry("A1c", 2, Some(52.0), "mmol/mol")],
            Vec::new(),
        ] {
            assert_eq!(Series::of(&other), None);
        }
    }

    #[test]
    fn what_never_changes_lies_in_the_middle() {
        let same = [
            entry("A1c", 20, Some(6.0), "%"),
            entry("A1c", 2, Some(6.0), "%"),
        ];
        let series = Series::of(&same).expect("two of a kind");
        let (places, _) = series.places();
        assert_eq!(
            places.iter().map(|(_, y)| at(*y)).collect::<Vec<_>>(),
            ["48.0", "48.0"]
        );
    }
}
