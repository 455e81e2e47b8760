//! Changing what an app sees: less takes effect at once, more leads to the page that restates it.

use domain::{
    consent::{AccessChoice, ConsentStatus},
    language::Language,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::connected_apps::Change,
    components::{
        choices::{ChoiceRow, TopicRow},
        frame::use_frame,
        icon::{Glyph, Icon},
        notice_beside::NoticeBeside,
        rich::Rich,
        style::{BUTTON_MAIN, INPUT, LABEL, NOTE},
    },
    facts::{
        choice::Length,
        connected_apps::{AppPage, ChangeRow, Connection},
    },
    words::{apps::AppWords, changed, dates},
};

#[component]
pub fn ChangeForm(facts: AppPage) -> impl IntoView {
    let language = use_frame().language;
    let w = AppWords(language);
    let AppPage {
        connection,
        rows,
        topics,
        ..
    } = facts.clone();
    let on_hold = connection.status == ConsentStatus::NeedsReview;
    let (hint, save) = if on_hold {
        (w.review_hint(), w.say_yes_again())
    } else {
        (w.change_hint(), w.save())
    };
    view! {
        <section aria-labelledby="change">
            <h2 id="change">{w.change_title()}</h2>
            <p class="text-soft mbs-2 mbe-6">{hint}</p>
            <form
                method="post"
                action=Change::url()
                autocomplete="off"
                aria-label=w.change_form(&connection.app.name)
            >
                <input type="hidden" name="consent" value=connection.consent.to_string()/>
                <input type="hidden" name="version" value=connection.version.to_string()/>
                <div class="rule-be">
                    {rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}
                    {topics
                        .into_iter()
                        .map(|row| view! { <TopicRow kind=row.topic on=row.on holding=Some(row.holding)/> })
                        .collect_view()}
                </div>
                <p class="grid grid-cols-[auto_1fr] gap-3 my-6 px-6 py-4 rounded-control border-s-4 border-edge bg-sunk text-small">
                    <Glyph icon=Icon::EyeOff class="mbs-0.5"/>
                    {w.nothing_else()}
                </p>
                <EndsOn facts/>
                <div class="mbe-6"><NoticeBeside/></div>
                <button class=BUTTON_MAIN>{save}</button>
            </form>
        </section>
    }
}

#[component]
fn Row(row: ChangeRow) -> impl IntoView {
    let language = use_frame().language;
    let w = AppWords(language);
    let read = match (row.on, row.last_read) {
        (false, _) => None,
        (true, None) => Some(w.not_read().to_owned()),
        (true, Some(day)) => Some(w.last_read(dates::day(language, day))),
    };
    let line = (!row.on).then(|| w.asked_said_no().to_owned());
    view! { <ChoiceRow kind=row.category on=row.on holding=Some(row.holding) line note=read/> }
}

/// The end, as now or another.
#[component]
fn EndsOn(facts: AppPage) -> impl IntoView {
    let frame = use_frame();
    let w = AppWords(frame.language);
    let option =
        |(value, words): (&'static str, String)| view! { <option value=value>{words}</option> };
    let as_now = as_now(&facts.connection, frame.language, w);
    let offered = Length::ALL.into_iter().filter_map(|length| {
        let access = match length {
            Length::OneTime => AccessChoice::OneTime,
            Length::Date => return None,
            length => AccessChoice::Days(
                length
                    .days()
                    .filter(|days| *days <= facts.limits.max_days)?,
            ),
        };
        Some((length.key(), changed::end_option(access, &frame)))
    });
    view! {
        <div class="grid gap-1 max-inline-[20rem] mbe-6">
            <label class=LABEL for="length">{w.ends_on()}</label>
            <p class=NOTE id="length-hint"><Rich text=w.longer()/></p>
            <select class=format!("{INPUT} select") id="length" name="length" aria-describedby="length-hint">
                <option value="" selected>{as_now}</option>
                {offered.map(option).collect_view()}
            </select>
        </div>
    }
}

fn as_now(connection: &Connection, language: Language, w: AppWords) -> String {
    let frame = use_frame();
    w.as_now(dates::day(language, frame.last_day(connection.ends)))
}
