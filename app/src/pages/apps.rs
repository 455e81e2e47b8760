//! Who can see the record: what needs the person, then a card per app under its purpose, then what is over.

use domain::catalogue::PurposeOfUse;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{
        apps::{AppCard, Tile, is_whole, kinds_seen},
        chip::StatusChip,
        find::Find,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        needs::Needs,
        opened::opened,
        rich::Rich,
        style::{BUTTON, BUTTON_QUIET, LEAD, OPENING, RULE_HEAD},
    },
    facts::{
        Frame,
        connected_apps::{AppsPage as Facts, AppsQuery, Connection, EndedBy},
    },
    pages::open,
    paths,
    words::{
        apps::{AppWords, AppsWords},
        dates,
        people::ActingWords,
        purposes::purpose,
    },
};

#[component]
pub fn AppsPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || {
        let query = query.read();
        paths::AppsFound(AppsQuery {
            found: query.get("found").is_some(),
            page: query
                .get("page")
                .and_then(|page| page.parse().ok())
                .unwrap_or_default(),
            all_over: query.get("over").is_some(),
        })
    };
    let page = Resource::new_blocking(wanted, open::apps);
    opened(page, Around::Portal(Tab::Apps), |facts| {
        view! { <Everybody facts/> }.into_any()
    })
}

/// "2 apps can see parts of it today."
pub(super) fn how_many(frame: &Frame, apps: u32) -> String {
    let w = AppsWords(frame.language);
    match apps {
        0 => frame.other().map_or_else(
            || w.no_app_can_see().to_owned(),
            |person| ActingWords(frame.language).no_app(person),
        ),
        1 => w.one_app_can_see().to_owned(),
        n => w.apps_can_see(n),
    }
}

#[component]
pub(crate) fn Everybody(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = AppsWords(frame.language);
    let Facts {
        query,
        find,
        needs,
        current,
        over,
        looking,
        all,
        more,
        more_over,
    } = facts;
    let title = frame.other().map_or_else(
        || w.title().to_owned(),
        |person| ActingWords(frame.language).apps_title(person),
    );
    let next = if all == 0 {
        w.shows_up_here()
    } else if looking == 0 {
        w.nothing_looks()
    } else {
        w.change_here()
    };
    view! {
        <DocumentTitle text=title.clone()/>
        <div class=OPENING>
            <h1 tabindex="-1">{title}</h1>
            <p class=LEAD>{format!("{} {next}", how_many(&frame, looking))}</p>
        </div>
        <Needs needs/>
        {(all > FEW)
            .then(|| {
                let find = find.clone();
                view! { <Find label=w.find() kind=None find all=paths::Apps.to_string()/> }
            })}
        {(current.is_empty() && over.is_empty() && !find.is_empty())
            .then(|| view! { <p>{w.not_found(&find)}</p> })}
        <div class="grid gap-[clamp(2rem,1.4rem+2.4vw,3.5rem)]">
            {by_purpose(current)
                .into_iter()
                .map(|(why, connections)| view! { <Group why connections/> })
                .collect_view()}
            <Turn query=query.clone() more/>
            {(!over.is_empty()).then(|| view! { <Over connections=over query more=more_over/> })}
        </div>
    }
}

/// So many need no search.
const FEW: u32 = 5;

/// The way to the other pages.
#[component]
fn Turn(query: AppsQuery, more: bool) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    let at = |page| {
        let query = query.clone();
        paths::AppsFound(AppsQuery { page, ..query }).to_string()
    };
    let back = (query.page > 0).then(|| at(query.page.saturating_sub(1)));
    let on = more.then(|| at(query.page + 1));
    (back.is_some() || on.is_some()).then(|| {
        view! {
            <div class="flex flex-wrap gap-3">
                {back.map(|href| view! { <a class=BUTTON href=href>{w.page_before()}</a> })}
                {on.map(|href| view! { <a class=BUTTON href=href>{w.page_after()}</a> })}
            </div>
        }
    })
}

fn by_purpose(connections: Vec<Connection>) -> Vec<(PurposeOfUse, Vec<Connection>)> {
    let group = |why: &PurposeOfUse| {
        let of_purpose = connections
            .iter()
            .filter(|connection| connection.purpose == *why);
        (*why, of_purpose.cloned().collect::<Vec<_>>())
    };
    PurposeOfUse::ALL
        .iter()
        .map(group)
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

#[component]
fn Group(why: PurposeOfUse, connections: Vec<Connection>) -> impl IntoView {
    let language = use_frame().language;
    let w = AppsWords(language);
    let apps = match connections.len() {
        1 => w.one_app().to_owned(),
        n => w.apps(n),
    };
    view! {
        <section aria-labelledby=why.key()>
            <div class=RULE_HEAD>
                <h2 id=why.key()>{purpose(language, why).heading}</h2>
                <p class="text-small text-soft">{apps}</p>
            </div>
            <ul class="grid gap-6">
                {connections.into_iter().map(|connection| view! { <AppCard connection/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Over(connections: Vec<Connection>, query: AppsQuery, more: bool) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    let all = more.then(|| {
        let all_over = true;
        paths::AppsFound(AppsQuery { all_over, ..query }).to_string()
    });
    view! {
        <section aria-labelledby="over">
            <div class=RULE_HEAD>
                <h2 id="over">{w.no_longer()}</h2>
                <p class="text-small text-soft">{w.no_longer_hint()}</p>
            </div>
            <ul class="rule-bs">
                {connections.into_iter().map(|connection| view! { <OverRow connection/> }).collect_view()}
            </ul>
            {all.map(|href| view! { <p class="mbs-6"><a class=BUTTON href=href>{w.all_over()}</a></p> })}
        </section>
    }
}

#[component]
fn OverRow(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = AppsWords(language);
    let name = connection.app.name.clone();
    view! {
        <li
            class="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 rule-be"
            data-app=connection.app.id.to_string()
        >
            <Tile name=name.clone()/>
            <p class="grow basis-56 min-inline-0">
                <a
                    class="block font-strong text-ink hover:text-ink no-underline hover:underline"
                    href=paths::Stopped(connection.consent).to_string()
                >
                    <bdi>{name.clone()}</bdi>
                </a>
                <span class="text-small text-soft"><Rich text=how_it_ended(&connection, &frame)/></span>
            </p>
            <StatusChip status=connection.status language/>
            {is_whole(&connection, &frame)
                .then(|| {
                    view! {
                        <a class=BUTTON_QUIET href=paths::Receipt(connection.consent).to_string()>
                            <span>
                                {w.receipt()}
                                <span class="hush">{w.receipt_for(name, connection.consent.code())}</span>
                            </span>
                        </a>
                    }
                })}
        </li>
    }
}

fn how_it_ended(connection: &Connection, frame: &Frame) -> String {
    let language = frame.language;
    let w = AppsWords(language);
    if connection.is_sign_in() {
        let ended = connection.ended.map_or(connection.ends, |ended| ended.at);
        let date = dates::day(language, frame.day_of(ended));
        return AppWords(language).knew_until(&connection.app.name, date);
    }
    let kinds = kinds_seen(connection, frame);
    let Some(ended) = connection.ended else {
        let date = dates::day(language, frame.last_day(connection.ends));
        return w.ended_itself(date, kinds);
    };
    let date = dates::day(language, frame.day_of(ended.at));
    match ended.by {
        EndedBy::Patient if frame.other().is_none() => w.stopped_it(date, kinds),
        EndedBy::Patient | EndedBy::Caregiver | EndedBy::Staff => w.was_stopped(date, kinds),
        EndedBy::Itself => w.ended_itself(date, kinds),
    }
}
