//! Who looked at the record: the 30-day picture, filters, and the history in sentences.

use domain::{catalogue::DataCategory, ids::ClientId, language::Language};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{
        frame::use_frame,
        heat::Heat,
        history::History,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{ASIDE, BUTTON, CARD, INPUT, LABEL, LEAD, OPENING, RULE_HEAD, SPLIT, WELL},
    },
    facts::activity::{ActivityPage as Facts, Filter, Show},
    pages::open,
    paths,
    words::{activity::ActivityWords, categories::category, people::ActingWords},
};

#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query_map();
    let filter = move || {
        let query = query.read();
        let given = |name| query.get(name).filter(|value| !value.is_empty());
        Filter {
            app: given("app").and_then(|app| ClientId::parse(app).ok()),
            category: given("kind").and_then(|kind| DataCategory::from_key(&kind)),
            show: given("show")
                .and_then(|show| Show::from_key(&show))
                .unwrap_or_default(),
            before: given("before"),
        }
    };
    let page = Resource::new_blocking(filter, open::activity);
    opened(page, Around::Portal(Tab::Activity), |facts| {
        view! { <Looks facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Looks(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ActivityWords(frame.language);
    let title = frame.other().map_or_else(
        || w.title().to_owned(),
        |person| ActingWords(frame.language).activity_title(person),
    );
    let lead = match frame.other() {
        Some(_) => ActingWords(frame.language).activity_lead(),
        None => w.lead(),
    };
    let Facts { heat, today, .. } = facts.clone();
    view! {
        <DocumentTitle text=title.clone()/>
        <div class=OPENING>
            <h1 tabindex="-1">{title}</h1>
            <p class=LEAD>{lead}</p>
        </div>
        <section class=CARD aria-labelledby="picture">
            <div class=RULE_HEAD><h2 id="picture" class="text-h3">{w.last_30()}</h2></div>
            {if heat.is_empty() {
                view! { <p class="text-soft">{w.no_looks()}</p> }.into_any()
            } else {
                view! { <Heat rows=heat today/> }.into_any()
            }}
        </section>
        <div class=format!("{SPLIT} mbs-section")>
            <div class="grid gap-8 min-inline-0">
                <Filters facts=facts.clone()/>
                <Entries facts=facts.clone()/>
            </div>
            <ByApp facts/>
        </div>
    }
}

/// A plain form: the filters are in the address, and work without scripts.
#[component]
fn Filters(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = ActivityWords(language);
    let Facts { filter, apps, .. } = facts;
    let picked_app = filter.app.map(|app| app.to_string()).unwrap_or_default();
    let apps = apps.into_iter().map(|(id, name)| (id.to_string(), name));
    let apps = [(String::new(), w.all_apps().to_owned())]
        .into_iter()
        .chain(apps)
        .collect();
    let picked_kind = filter
        .category
        .map(|kind| kind.key().to_owned())
        .unwrap_or_default();
    let kinds = DataCategory::ALL
        .iter()
        .map(|kind| (kind.key().to_owned(), category(language, *kind).name()));
    let kinds = [(String::new(), w.all_kinds().to_owned())]
        .into_iter()
        .chain(kinds)
        .collect();
    let shows =
        Show::ALL.map(|show| (show.key().to_owned(), show_words(language, show).to_owned()));
    view! {
        <form
            method="get"
            action=paths::Activity::default().to_string()
            class="grid gap-3 items-end sm:grid-cols-2"
            aria-label=w.find()
        >
            <Select name="app" label=w.app() options=apps picked=picked_app/>
            <Select name="kind" label=w.kind() options=kinds picked=picked_kind/>
            <Select name="show" label=w.show() options=shows.to_vec() picked=filter.show.key().to_owned()/>
            <button class=BUTTON>{w.apply()}</button>
        </form>
    }
}

fn show_words(language: Language, show: Show) -> &'static str {
    let w = ActivityWords(language);
    match show {
        Show::All => w.show_all(),
        Show::Looks => w.show_looks(),
        Show::Others => w.show_others(),
        Show::Refused => w.show_refused(),
        Show::Choices => w.show_choices(),
    }
}

#[component]
fn Select(
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    picked: String,
) -> impl IntoView {
    let option = move |(value, words): (String, String)| {
        let selected = value == picked;
        view! { <option value=value selected=selected>{words}</option> }
    };
    view! {
        <div class="grid gap-1">
            <label class=LABEL for=name>{label}</label>
            <select class=format!("{INPUT} select") id=name name=name>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Entries(facts: Facts) -> impl IntoView {
    let w = ActivityWords(use_frame().language);
    let Facts {
        filter,
        entries,
        older,
        ..
    } = facts;
    let all = paths::Activity::default().to_string();
    let older = older.map(|before| {
        paths::Activity(Filter {
            before: Some(before),
            ..filter.clone()
        })
        .to_string()
    });
    let filtered = filter != Filter::default();
    view! {
        <section aria-labelledby="history">
            <h2 id="history" class="hush">{w.history()}</h2>
            {if entries.is_empty() && filtered {
                view! { <p>{w.no_match()}" "<a href=all>{w.clear()}</a></p> }.into_any()
            } else if entries.is_empty() {
                view! { <p>{crate::words::apps::AppsWords(w.0).nothing_yet()}</p> }.into_any()
            } else {
                view! { <History entries/> }.into_any()
            }}
            {older.map(|href| view! { <p class="mbs-8"><a class=BUTTON href=href>{w.older()}</a></p> })}
        </section>
    }
}

/// How often each app looked: a name, a bar, a number.
#[component]
fn ByApp(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ActivityWords(frame.language);
    let looks: u32 = facts.by_app.iter().map(|(_, looks)| looks).sum();
    let most = facts
        .by_app
        .iter()
        .map(|(_, looks)| *looks)
        .max()
        .unwrap_or(1)
        .max(1);
    let bar = move |(name, looks): (String, u32)| {
        view! {
            <li class="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
                <span><bdi>{name}</bdi></span>
                <b class="numerals">{looks}</b>
                <svg class="col-span-full inline-full block-[0.6rem]" viewBox="0 0 90 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="fill-line" width="90" height="6" rx="1"></rect>
                    <rect class="fill-data-3" width=(90 * looks / most).to_string() height="6" rx="1"></rect>
                </svg>
            </li>
        }
    };
    view! {
        <aside class=ASIDE aria-labelledby="by-app">
            <div class=WELL>
                <p class="text-note text-soft">{w.in_30_days()}</p>
                <h2 id="by-app" class="text-h3 mbe-6">{w.looks_and_refused(looks, facts.refused)}</h2>
                <ul class="grid gap-4 text-small">{facts.by_app.into_iter().map(bar).collect_view()}</ul>
            </div>
            <p class="text-small"><Rich text=w.looks_wrong(&frame.phone)/></p>
        </aside>
    }
}
