//! What the record holds: kinds with their counts, and one kind opened. Each look is written down.

pub mod entries;

use domain::{catalogue::DataCategory, delegation::Ability};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::entries::Opened;
use crate::{
    components::{
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{BUTTON, LEAD, OPENING},
    },
    facts::{
        consent::Holding,
        records::{RecordsPage as Facts, RecordsQuery},
    },
    pages::open,
    paths,
    words::{
        categories::category,
        consent::ConsentWords,
        dates,
        people::{CopyWords, RecordsWords},
    },
};

#[component]
pub fn RecordsPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || {
        let query = query.read();
        RecordsQuery {
            kind: query
                .get("kind")
                .and_then(|kind| DataCategory::from_key(&kind)),
            page: query
                .get("page")
                .and_then(|page| page.parse().ok())
                .unwrap_or_default(),
            found: query.get("found").is_some(),
        }
    };
    let page = Resource::new_blocking(wanted, open::records);
    opened(page, Around::Portal(Tab::Records), |facts| {
        view! { <Records facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Records(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = RecordsWords(frame.language);
    let (title, lead) = match frame.other() {
        Some(person) if frame.is_guardian() => {
            (w.title_of(person), w.lead_of_guardian().to_owned())
        }
        Some(person) => (w.title_of(person), w.lead_of(person)),
        None => (w.title().to_owned(), w.lead().to_owned()),
    };
    let copies = frame.allows(Ability::Export);
    match facts.open {
        Some(open) => view! { <Opened open/> }.into_any(),
        None => view! {
            <DocumentTitle text=w.page_title()/>
            <div class=OPENING>
                <h1 tabindex="-1">{title}</h1>
                <p class=LEAD>{lead}</p>
            </div>
            <Kinds kinds=facts.kinds/>
            <Hidden sensitive=facts.hidden_sensitive unsorted=facts.unsorted/>
            {copies
                .then(|| {
                    view! {
                        <p class="mbs-8">
                            <a class=BUTTON href=paths::CopyRecord.to_string()>
                                <Glyph icon=Icon::Document/>
                                {CopyWords(frame.language).title()}
                            </a>
                        </p>
                    }
                })}
        }
        .into_any(),
    }
}

#[component]
fn Kinds(kinds: Vec<(DataCategory, Holding)>) -> impl IntoView {
    let w = RecordsWords(use_frame().language);
    // One sentence says it, not a row for each kind.
    if kinds.iter().all(|(_, holding)| holding.count == 0) {
        return view! { <p class="text-soft">{w.nothing()}</p> }.into_any();
    }
    view! {
        <section aria-labelledby="kinds">
            <h2 id="kinds" class="hush">{w.kinds()}</h2>
            <ul class="rule-bs">
                {kinds
                    .into_iter()
                    .map(|(kind, holding)| view! { <Kind kind holding/> })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn Kind(kind: DataCategory, holding: Holding) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = RecordsWords(language);
    let words = category(language, kind);
    let newest = holding
        .newest
        .as_ref()
        .map(|newest| w.newest(dates::day(language, newest.on)));
    let href = paths::Records(RecordsQuery::of(kind));
    let label = if holding.count == 0 {
        view! { <b class="font-strong">{words.label}</b> }.into_any()
    } else {
        view! { <a class="font-strong" href=href.to_string()>{words.label}</a> }.into_any()
    };
    let counted = match (holding.count, frame.other()) {
        (0, None) => ConsentWords(language).none().to_owned(),
        (0, Some(_)) => ConsentWords(language).none_to_see().to_owned(),
        (count, _) => words.counted(count),
    };
    view! {
        <li class="grid gap-x-6 gap-y-0.5 py-4 rule-be sm:grid-cols-[1fr_auto] sm:items-baseline" data-kind=kind.key()>
            <p>{label}</p>
            <p class="text-small text-soft sm:text-end">
                <b class="text-ink">{counted}</b>
                {newest.map(|text| view! { <span class="block"><Rich text/></span> })}
            </p>
        </li>
    }
}

/// How much the reader does not see.
#[component]
fn Hidden(sensitive: u32, unsorted: u32) -> impl IntoView {
    let w = RecordsWords(use_frame().language);
    let lines = [
        match sensitive {
            0 => None,
            1 => Some(w.hidden_sensitive_one().to_owned()),
            n => Some(w.hidden_sensitive(n)),
        },
        match unsorted {
            0 => None,
            1 => Some(w.unsorted_one().to_owned()),
            n => Some(w.unsorted(n)),
        },
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="grid grid-cols-[auto_1fr] gap-3 mbs-8 px-6 py-4 rounded-control border-s-4 border-edge bg-sunk text-small">
                <Glyph icon=Icon::EyeOff class="mbs-0.5"/>
                <div class="grid gap-1">
                    {lines.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                </div>
            </div>
        }
    })
}
