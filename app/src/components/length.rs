//! For how long, and how far back: radio cards, with a date field beside them.

use domain::consent::{AccessChoice, DataPeriod, OfferLimits};
use leptos::prelude::*;
use tailwind_rs_macros::classes;

use super::{
    field::FieldError,
    frame::use_frame,
    rich::Rich,
    style::{INPUT, LABEL, NOTE},
};
use crate::{
    facts::{
        Frame, PortalError,
        choice::{Length, Reach},
    },
    words::{
        consent::ConsentWords,
        dates,
        frame::ProblemWords,
        picked::{length_name, reach_name},
    },
};

const PICKS: &str = classes! {
    base: "grid gap-2",
    responsive: "min-[22rem]:grid-cols-2 min-[36rem]:grid-cols-3"
};

const PICK: &str = classes! {
    base: "pick relative grid gap-0.5 content-center min-block-16 py-3 ps-11 pe-4 edge-control rounded-control bg-surface cursor-pointer leading-[1.3] text-small font-strong",
    state: "hover:border-ink"
};

const RADIO: &str = classes! {
    base: "absolute inset-s-[0.95rem] inset-bs-1/2 -translate-y-1/2 size-[1.2rem] accent-accent"
};

/// A radio button as a card: a name, and what it means.
#[component]
pub fn Pick(
    name: &'static str,
    #[prop(into)] value: String,
    words: String,
    hint: Option<String>,
    picked: bool,
) -> impl IntoView {
    view! {
        <label class=PICK>
            <input class=RADIO type="radio" name=name value=value checked=picked/>
            {words}
            {hint.map(|hint| view! { <span class="font-body text-note text-soft">{hint}</span> })}
        </label>
    }
}

/// How long the app may look. Every length says when it ends.
#[component]
pub fn LengthPicker(
    legend: String,
    access: AccessChoice,
    limits: OfferLimits,
    problem: Option<PortalError>,
) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let wrong = problem == Some(PortalError::DateOutOfRange);
    let picked = if wrong {
        Length::Date
    } else {
        Length::of(access)
    };
    let offered = |length: &Length| length.days().is_none_or(|days| days <= limits.max_days);
    let pick = |length: Length| {
        let (words, hint) = length_words(&frame, length);
        view! { <Pick name="length" value=length.key() words hint picked=length == picked/> }
    };
    let typed = match access {
        AccessChoice::Until(last) => dates::machine(last.day),
        AccessChoice::OneTime | AccessChoice::Days(_) => String::new(),
    };
    let w = ConsentWords(language);
    let latest = AccessChoice::Days(limits.max_days.min(365)).ends_at(frame.now);
    let latest = frame.hospital_zone.day(latest);
    let today = frame.today();
    view! {
        <fieldset class="picks min-inline-0">
            <legend class="hush">{legend}</legend>
            <div class=PICKS>{Length::ALL.into_iter().filter(offered).map(pick).collect_view()}</div>
            <DateField
                id="until_date"
                label=w.last_day()
                hint=w.last_day_hint(dates::day(language, latest))
                value=typed
                bounds=(dates::machine(today), dates::machine(latest))
                error=wrong.then(|| ProblemWords(language).date_out_of_range())
            />
        </fieldset>
    }
}

fn length_words(frame: &Frame, length: Length) -> (String, Option<String>) {
    let language = frame.language;
    let w = ConsentWords(language);
    let access = match (length, length.days()) {
        (_, Some(days)) => AccessChoice::Days(days),
        (Length::Date, _) => {
            return (
                w.pick_date().to_owned(),
                Some(w.pick_date_hint().to_owned()),
            );
        }
        _ => return (w.one_time().to_owned(), Some(w.one_time_end().to_owned())),
    };
    let ends = dates::day(language, frame.last_day(access.ends_at(frame.now)));
    (length_name(language, access), Some(ends))
}

/// How far back the data goes that the app may look at.
#[component]
pub fn ReachPicker(period: Option<DataPeriod>, problem: Option<PortalError>) -> impl IntoView {
    let frame = use_frame();
    let (language, today) = (frame.language, frame.today());
    let wrong = problem == Some(PortalError::PeriodOutOfRange);
    let picked = if wrong {
        Reach::Date
    } else {
        Reach::of(period, today)
    };
    let w = ConsentWords(language);
    let pick = move |reach: Reach| {
        let words = reach_name(language, reach);
        view! { <Pick name="reach" value=reach.key() words hint=None picked=reach == picked/> }
    };
    view! {
        <fieldset class="picks min-inline-0">
            <legend class="hush">{w.how_far()}</legend>
            <p class=format!("{NOTE} mbe-3")>{w.how_far_hint()}</p>
            <div class=PICKS>{Reach::ALL.into_iter().map(pick).collect_view()}</div>
            <DateField
                id="since_date"
                label=w.first_day()
                hint=String::new()
                value=period.filter(|_| picked == Reach::Date).map(|period| dates::machine(period.from)).unwrap_or_default()
                bounds=(String::new(), dates::machine(today))
                error=wrong.then(|| ProblemWords(language).period_out_of_range())
            />
        </fieldset>
    }
}

/// A day. The browser's own picker where it has one; text otherwise.
#[component]
pub fn DateField(
    id: &'static str,
    label: &'static str,
    hint: String,
    value: String,
    bounds: (String, String),
    error: Option<&'static str>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
    let said = [
        (!hint.is_empty()).then_some(hint_id.as_str()),
        error.is_some().then_some(error_id.as_str()),
    ];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    let described = (!said.is_empty()).then(|| said.join(" "));
    view! {
        <div class="on-date mbs-4 max-inline-[20rem]">
            <label class=LABEL for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class=NOTE id=hint_id><Rich text=hint/></p> })}
            <input
                class=INPUT
                id=id
                name=id
                type="date"
                value=value
                min=filled(&bounds.0)
                max=filled(&bounds.1)
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
            />
            {error.map(|error| view! { <FieldError id=error_id error=error.to_owned()/> })}
        </div>
    }
}
