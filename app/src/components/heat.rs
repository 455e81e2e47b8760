//! The heat strip: kinds of data by days, in three drawings (wide, middle, phone), with the numbers as a table.

use chrono::{Days, NaiveDate};
use domain::language::Language;
use leptos::prelude::*;

use super::{frame::use_frame, style::SUMMARY};
use crate::{
    facts::activity::{Day, HeatRow},
    markup::escaped,
    words::{activity::ActivityWords, categories::category, dates},
};

/// How one drawing is laid out.
#[derive(Clone, Copy)]
struct Drawing {
    /// Where the first cell stands; labels stand before it, or above their row if this is 0.
    start: usize,
    row: usize,
    cell: usize,
    step: usize,
    /// Days that one cell stands for.
    days: usize,
}

const WIDE: Drawing = Drawing {
    start: 216,
    row: 24,
    cell: 17,
    step: 21,
    days: 1,
};
const MIDDLE: Drawing = Drawing {
    start: 0,
    row: 46,
    cell: 17,
    step: 21,
    days: 1,
};
const PHONE: Drawing = Drawing {
    start: 0,
    row: 54,
    cell: 24,
    step: 62,
    days: 6,
};

impl Drawing {
    /// Room for the dates above.
    const HEAD: usize = 26;
    /// How wide a date may be.
    const DATE: usize = 56;

    fn columns(self, days: usize) -> usize {
        days.div_ceil(self.days)
    }

    fn width(self, days: usize) -> usize {
        self.start + self.columns(days) * self.step
    }

    fn height(self, rows: usize) -> usize {
        Self::HEAD + rows * self.row
    }

    fn cells(self, language: Language, place: usize, row: &HeatRow) -> String {
        let above = if self.start == 0 { 20 } else { 0 };
        let top = Self::HEAD + place * self.row + above;
        let name = escaped(&category(language, row.category).name());
        let label = if self.start == 0 { top - 6 } else { top + 13 };
        let mut drawn = format!(r#"<text class="kind" x="0" y="{label}">{name}</text>"#);
        for (column, days) in row.days.chunks(self.days).enumerate() {
            drawn.push_str(&self.cell(self.start + column * self.step, top, days));
        }
        drawn
    }

    fn cell(self, x: usize, y: usize, days: &[Day]) -> String {
        let looks: u32 = days.iter().map(|day| day.looks).sum();
        let refused = days.iter().any(|day| day.refused > 0);
        let width = if self.days > 1 {
            self.step - 6
        } else {
            self.cell
        };
        let step = match looks {
            0 => 0,
            1 => 1,
            2 | 3 => 2,
            _ => 3,
        };
        let height = self.cell;
        let ground = format!(
            r#"<rect class="heat-{step}" x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>"#
        );
        if !refused {
            return ground;
        }
        let (x, y, width, height) = (x + 2, y + 2, width - 4, height - 4);
        format!(
            r#"{ground}<rect class="heat-no" x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/><path class="heat-no" d="M{} {}l6 6"/>"#,
            x + width / 2 - 3,
            y + height / 2 - 3,
        )
    }

    fn dates(self, language: Language, first: NaiveDate, days: usize) -> String {
        let every = if self.days > 1 { 1 } else { 7 };
        let column = |column: usize| {
            let day = first.checked_add_days(Days::new((column * self.days) as u64))?;
            let (x, width) = (self.start + column * self.step, self.width(days));
            // A date near the edge ends with the picture instead of running out of it.
            let place = if x + Self::DATE > width {
                format!(r#"x="{width}" text-anchor="end""#)
            } else {
                format!(r#"x="{x}""#)
            };
            Some(format!(
                r#"<text {place} y="14">{}</text>"#,
                escaped(&dates::short_day(language, day))
            ))
        };
        (0..self.columns(days))
            .step_by(every)
            .filter_map(column)
            .collect()
    }

    fn draw(self, language: Language, first: NaiveDate, rows: &[HeatRow]) -> String {
        let days = rows.first().map_or(0, |row| row.days.len());
        let cells = rows
            .iter()
            .enumerate()
            .map(|(place, row)| self.cells(language, place, row));
        self.dates(language, first, days) + &cells.collect::<String>()
    }
}

/// The picture, its key, and its table.
#[component]
pub fn Heat(rows: Vec<HeatRow>, today: NaiveDate) -> impl IntoView {
    let language = use_frame().language;
    let w = ActivityWords(language);
    let days = rows.first().map_or(0, |row| row.days.len());
    let first = today
        .checked_sub_days(Days::new(days.saturating_sub(1) as u64))
        .unwrap_or(today);
    let (from, to) = (dates::day(language, first), dates::day(language, today));
    let name = format!("{}. {}", w.picture_title(from, to), w.picture_text());
    let drawings = [
        (WIDE, "heat heat-wide"),
        (MIDDLE, "heat heat-middle"),
        (PHONE, "heat heat-phone"),
    ];
    let drawn = drawings
        .map(|(drawing, class)| {
            let view_box = format!("0 0 {} {}", drawing.width(days), drawing.height(rows.len()));
            let marks = drawing.draw(language, first, &rows);
            view! { <svg class=class viewBox=view_box role="img" aria-label=name.clone() inner_html=marks></svg> }
        })
        .collect_view();
    view! {
        {drawn}
        <Key/>
        <Numbers rows/>
    }
}

#[component]
fn Key() -> impl IntoView {
    let w = ActivityWords(use_frame().language);
    let steps = [
        ("heat-0", w.none()),
        ("heat-1", w.few()),
        ("heat-2", w.some()),
        ("heat-3", w.many()),
    ];
    let step = |(class, words)| {
        view! {
            <li class="inline-flex items-center gap-1.5">
                <svg class="size-4" viewBox="0 0 17 17" aria-hidden="true">
                    <rect class=class width="17" height="17" rx="4"></rect>
                </svg>
                {words}
            </li>
        }
    };
    view! {
        <ul class="flex flex-wrap gap-x-6 gap-y-2 mbs-4 text-note text-soft">
            {steps.map(step).collect_view()}
            <li class="inline-flex items-center gap-1.5">
                <svg class="size-4" viewBox="0 0 17 17" aria-hidden="true">
                    <rect class="heat-no" x="2" y="2" width="13" height="13" rx="3"></rect>
                    <path class="heat-no" d="M5.5 5.5l6 6"></path>
                </svg>
                {w.refused()}
            </li>
        </ul>
    }
}

#[component]
fn Numbers(rows: Vec<HeatRow>) -> impl IntoView {
    let language = use_frame().language;
    let w = ActivityWords(language);
    let row = move |row: HeatRow| {
        let looks: u32 = row.days.iter().map(|day| day.looks).sum();
        let refused: u32 = row.days.iter().map(|day| day.refused).sum();
        let days = row.days.iter().filter(|day| day.looks > 0).count();
        view! {
            <tr>
                <th scope="row">{category(language, row.category).name()}</th>
                <td class="text-end">{looks}</td>
                <td class="text-end">{days}</td>
                <td class="text-end">{refused}</td>
            </tr>
        }
    };
    view! {
        <details class="mbs-4">
            <summary class=SUMMARY>{w.numbers()}</summary>
            <div class="overflow-x-auto mbs-2" role="region" tabindex="0" aria-label=w.numbers()>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{w.kind()}</th>
                            <th scope="col" class="text-end">{w.looks()}</th>
                            <th scope="col" class="text-end">{w.days()}</th>
                            <th scope="col" class="text-end">{w.refused()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
