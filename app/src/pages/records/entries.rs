//! One kind of data, opened: each entry with what it says, one value over time, and the way to who looked at it.

use domain::delegation::Ability;
use leptos::prelude::*;

use crate::{
    components::{
        crumb::Crumb,
        find::{Find, SameName, SameNames},
        frame::use_frame,
        layout::DocumentTitle,
        over_time::{OverTime, Series},
        style::{BUTTON, NOTE, SUMMARY},
    },
    facts::{
        activity::{Filter, Show},
        records::{OpenKind, RecordEntry, RecordsQuery, Says},
    },
    paths,
    words::{categories::category, dates, people::RecordsWords},
};

#[component]
pub fn Opened(open: OpenKind) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = RecordsWords(language);
    let OpenKind {
        kind,
        entries,
        page,
        find,
        more,
    } = open;
    let words = category(language, kind);
    let title = words.label;
    let at = |page| {
        let found = !find.is_empty();
        let kind = Some(kind);
        paths::Records(RecordsQuery { kind, page, found }).to_string()
    };
    let (newer, older) = (
        (page > 0).then(|| at(page.saturating_sub(1))),
        more.then(|| at(page + 1)),
    );
    let looks = frame.allows(Ability::SeeActivity).then(|| {
        paths::Activity(Filter {
            category: Some(kind),
            show: Show::Others,
            ..Filter::default()
        })
    });
    let nothing = if find.is_empty() {
        w.no_entries().to_owned()
    } else {
        w.not_found(&find)
    };
    view! {
        <DocumentTitle text=title/>
        <Crumb href=paths::Records::default().to_string() words=w.all_kinds()/>
        <div class="grid gap-2 mbs-4 mbe-8">
            <h1 tabindex="-1">{title}</h1>
            {looks
                .map(|to| view! { <p><a href=to.to_string()>{w.who_looked(words.short)}</a></p> })}
        </div>
        <Find
            label=w.find()
            kind=Some(kind)
            find
            all=paths::Records(RecordsQuery::of(kind)).to_string()
        />
        {entries.iter().any(leads_to_others).then(|| view! { <SameNames kind/> })}
        {Series::of(&entries).map(|series| view! { <OverTime series/> })}
        {if entries.is_empty() {
            view! { <p class="text-soft">{nothing}</p> }.into_any()
        } else {
            view! { <Entries entries/> }.into_any()
        }}
        <div class="flex flex-wrap gap-3 mbs-8">
            {newer.map(|href| view! { <a class=BUTTON href=href>{w.newer()}</a> })}
            {older.map(|href| view! { <a class=BUTTON href=href>{w.older()}</a> })}
        </div>
    }
}

#[component]
fn Entries(entries: Vec<RecordEntry>) -> impl IntoView {
    view! {
        <ul class="rule-bs">
            {entries.into_iter().map(|entry| view! { <Entry entry/> }).collect_view()}
        </ul>
    }
}

/// What is measured has others of its name.
const fn leads_to_others(entry: &RecordEntry) -> bool {
    entry.name.is_some() && entry.says.number.is_some()
}

/// One entry: its name and date, and what it says. A value leads to the others of its name.
#[component]
fn Entry(entry: RecordEntry) -> impl IntoView {
    let language = use_frame().language;
    let w = RecordsWords(language);
    let measured = leads_to_others(&entry);
    let RecordEntry {
        name,
        on,
        sensitive,
        mut says,
    } = entry;
    let date = on.map(|on| dates::day(language, on));
    // What has no name, such as contact details, is called by what it says.
    let name = name.or_else(|| says.value.take());
    let title = match (name, measured) {
        (Some(name), true) => view! { <SameName name/> }.into_any(),
        (Some(name), false) => name.into_any(),
        (None, _) => w.unnamed().into_any(),
    };
    let usual = usual(w, &says);
    let text = says.text.map(|text| view! { <Note text/> });
    let negation = says.negation.map(|negation| {
        let words = w.negation(negation);
        view! { <p class="col-span-full text-small font-strong" data-negation>{words}</p> }
    });
    let attached = says
        .attached
        .then(|| view! { <p class="col-span-full text-small text-soft">{w.attached()}</p> });
    view! {
        <li class="grid gap-x-6 gap-y-0.5 py-3 rule-be sm:grid-cols-[1fr_auto] sm:items-baseline" data-entry>
            <p>
                {title}
                {sensitive.then(|| view! { <span class=format!("{NOTE} ms-2")>{w.sensitive()}</span> })}
            </p>
            {date.map(|date| view! { <p class="text-small text-soft whitespace-nowrap">{date}</p> })}
            {negation}
            {says
                .value
                .map(|value| {
                    view! {
                        <p class="col-span-full" data-value>
                            <b class="font-strong">{value}</b>
                            " "
                            {usual.map(|usual| view! { <span class=format!("{NOTE} max-sm:block sm:ms-3")>{usual}</span> })}
                        </p>
                    }
                })}
            {says.dose.map(|dose| view! { <p class="col-span-full text-small" data-dose>{dose}</p> })}
            {text}
            {attached}
        </li>
    }
}

/// A short remark as it stands; a longer note behind a line.
#[component]
fn Note(text: String) -> impl IntoView {
    const SHORT: usize = 160;
    let w = RecordsWords(use_frame().language);
    if text.chars().count() <= SHORT {
        return view! { <p class="col-span-full text-small whitespace-pre-line" data-note>{text}</p> }
            .into_any();
    }
    view! {
        <details class="col-span-full">
            <summary class=SUMMARY>{w.note()}</summary>
            <p class="text-small whitespace-pre-line pbs-2" data-note>{text}</p>
        </details>
    }
    .into_any()
}

/// "Usual: 4 to 5.6", and whether this one is.
fn usual(w: RecordsWords, says: &Says) -> Option<String> {
    let (low, high) = says.usual?;
    let usual = match (low, high) {
        (Some(low), Some(high)) => w.usual_between(low, high),
        (None, Some(high)) => w.usual_to(high),
        (Some(low), None) => w.usual_from(low),
        (None, None) => return None,
    };
    let number = says.number?;
    let outside = low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high);
    Some(if outside {
        format!("{usual}. {}", w.outside())
    } else {
        usual
    })
}
