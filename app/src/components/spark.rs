//! The 30-day picture: one bar a day, a dot for a quiet day, a hollow bar where a look was refused.

use domain::language::Language;
use leptos::prelude::*;

use crate::{
    facts::activity::Day,
    words::{apps::CardWords, dates, text},
};

/// "5 days with a look, 1 look refused".
pub fn told(language: Language, days: &[Day]) -> String {
    let w = CardWords(language);
    let looked = days.iter().filter(|day| day.looks > 0).count();
    let refused: u32 = days.iter().map(|day| day.refused).sum();
    let looks = match looked {
        0 => w.no_looks().to_owned(),
        1 => w.one_day_with_look().to_owned(),
        n => w.days_with_look(n),
    };
    let refused = match refused {
        0 => return looks,
        1 => w.one_refused_look().to_owned(),
        n => w.refused_looks(n),
    };
    text::list(language, &[looks, refused])
}

/// The marks of one day as SVG, by its place.
fn mark(place: usize, day: Day) -> String {
    let x = place * 9;
    match (day.looks, day.refused) {
        (0, 0) => format!(
            r#"<rect class="quiet" x="{}" y="33" width="3" height="2" rx="1"/>"#,
            x + 3
        ),
        (0, _) => format!(
            r#"<rect class="refused" x="{}.75" y="20" width="5.5" height="14" rx="1.5"/>"#,
            x + 1
        ),
        (looks, refused) => {
            let height = if looks == 1 { 18 } else { 27 };
            let edge = if refused > 0 {
                "looked refused-too"
            } else {
                "looked"
            };
            let (x, y) = (x + 1, 35 - height);
            format!(r#"<rect class="{edge}" x="{x}" y="{y}" width="7" height="{height}" rx="2"/>"#)
        }
    }
}

/// The picture with its one sentence. The numbers stand as a table on the app's page.
#[component]
pub fn Spark(app: String, days: Vec<Day>, language: Language) -> impl IntoView {
    let told = told(language, &days);
    let quiet = days.iter().all(|day| day.looks == 0 && day.refused == 0);
    let (size, view_box) = if quiet {
        ("spark block-3", format!("0 28 {} 8", days.len() * 9))
    } else {
        ("spark block-10", format!("0 0 {} 36", days.len() * 9))
    };
    let marks: String = days
        .into_iter()
        .enumerate()
        .map(|(place, day)| mark(place, day))
        .collect();
    let w = CardWords(language);
    view! {
        <svg
            class=size
            viewBox=view_box
            preserveAspectRatio="none"
            role="img"
            aria-label=w.picture(app, &told)
            inner_html=marks
        ></svg>
        <span class="block text-note text-soft">{w.last_30(told)}</span>
    }
}

/// The same numbers as a table: the days on which something happened.
#[component]
pub fn SparkTable(days: Vec<Day>) -> impl IntoView {
    let frame = crate::components::frame::use_frame();
    let w = CardWords(frame.language);
    let today = frame.today();
    let last = days.len().saturating_sub(1);
    let dated = days.into_iter().enumerate().filter_map(|(place, day)| {
        let date = today.checked_sub_days(chrono::Days::new((last - place) as u64))?;
        (day.looks > 0 || day.refused > 0).then_some((date, day))
    });
    let rows: Vec<_> = dated.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="mbs-2">
                <summary class=super::style::SUMMARY>{w.numbers()}</summary>
                <table class="mbs-2">
                    <thead>
                        <tr>
                            <th scope="col">{w.day()}</th>
                            <th scope="col" class="text-end">{w.looks()}</th>
                            <th scope="col" class="text-end">{w.refused()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows
                            .into_iter()
                            .map(|(date, day)| {
                                view! {
                                    <tr>
                                        <th scope="row">{dates::day_and_month(frame.language, date)}</th>
                                        <td class="text-end">{day.looks}</td>
                                        <td class="text-end">{day.refused}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </details>
        }
    })
}
