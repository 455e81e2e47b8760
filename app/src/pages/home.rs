//! The first page: what needs the person, who can look today, and what happened last.

use domain::{delegation::Ability, ids::DelegationId};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::people::ActFor,
    components::{
        apps::AppCard,
        frame::use_frame,
        history::History,
        layout::{Around, DocumentTitle, Tab},
        needs::Needs,
        opened::opened,
        style::{BUTTON, LEAD, OPENING, RULE_HEAD},
    },
    facts::{
        activity::Entry,
        connected_apps::{Connection, HomePage as Facts},
        frame::first_name,
    },
    pages::open,
    paths,
    words::{
        apps::AppsWords,
        people::{ActingWords, PeopleWords, RecordsWords},
    },
};

#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::home());
    opened(page, Around::Portal(Tab::Home), |facts| {
        view! { <Overview facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Overview(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = AppsWords(frame.language);
    let title = frame.other().map_or_else(
        || w.home_title().to_owned(),
        |person| ActingWords(frame.language).home_title(person),
    );
    let (apps, activity) = (
        frame.allows(Ability::ManageApps),
        frame.allows(Ability::SeeActivity),
    );
    let Facts {
        needs,
        can_look,
        looking,
        latest,
        patients,
    } = facts;
    let quiet = needs.is_empty().then(|| w.nothing_needs_you());
    let lead = [
        apps.then(|| super::apps::how_many(&frame, looking)),
        quiet.map(str::to_owned),
    ];
    view! {
        <DocumentTitle text=title.clone()/>
        <div class=OPENING>
            <h1 tabindex="-1">{title}</h1>
            <p class=LEAD>{lead.into_iter().flatten().collect::<Vec<_>>().join(" ")}</p>
        </div>
        <Needs needs/>
        {(!patients.is_empty()).then(|| view! { <Patients patients/> })}
        {frame
            .other()
            .filter(|_| frame.allows(Ability::SeeRecords))
            .map(|person| {
                let words = RecordsWords(frame.language).title_of(person);
                view! {
                    <p class="mbe-12">
                        <a class=BUTTON href=paths::Records::default().to_string()>{words}</a>
                    </p>
                }
            })}
        {apps.then(|| view! { <CanLook can_look looking/> })}
        {activity.then(|| view! { <Latest latest/> })}
    }
}

#[component]
fn CanLook(can_look: Vec<Connection>, looking: u32) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    let shown = u32::try_from(can_look.len()).unwrap_or(u32::MAX);
    let more = looking.saturating_sub(shown);
    view! {
        <section aria-labelledby="today">
            <div class=RULE_HEAD>
                <h2 id="today">{w.can_look_today()}</h2>
                <a class="text-small" href=paths::Apps.to_string()>{w.all_apps()}</a>
            </div>
            {if can_look.is_empty() {
                view! { <p class="text-soft max-inline-measure">{w.shows_up_here()}</p> }.into_any()
            } else {
                let card = |connection| view! { <AppCard connection/> };
                view! {
                    <ul class="grid gap-6">{can_look.into_iter().map(card).collect_view()}</ul>
                    {(more > 0)
                        .then(|| {
                            view! {
                                <p class="mbs-6">
                                    <a class=BUTTON href=paths::Apps.to_string()>{w.more_apps(more)}</a>
                                </p>
                            }
                        })}
                }
                    .into_any()
            }}
        </section>
    }
}

/// The people whom the reader helps: a parent comes for them first.
#[component]
fn Patients(patients: Vec<(DelegationId, String)>) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let row = move |(delegation, name): (DelegationId, String)| {
        let button = w.open_pages(first_name(&name));
        view! {
            <li class="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4 rule-be">
                <b class="font-strong"><bdi>{name}</bdi></b>
                <form method="post" action=ActFor::url()>
                    <input type="hidden" name="delegation" value=delegation.to_string()/>
                    <button class=BUTTON>{button}</button>
                </form>
            </li>
        }
    };
    view! {
        <section class="mbe-[clamp(2rem,1.4rem+2.4vw,3.5rem)]" aria-labelledby="patients">
            <div class=RULE_HEAD>
                <h2 id="patients">{w.patients_title()}</h2>
                <p class="text-small"><a href=paths::People.to_string()>{w.patients_more()}</a></p>
            </div>
            <ul>{patients.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Latest(latest: Vec<Entry>) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    view! {
        <section class="mbs-[clamp(2rem,1.4rem+2.4vw,3.5rem)] max-inline-[46rem]" aria-labelledby="latest">
            <h2 id="latest" class="mbe-6">{w.latest()}</h2>
            {if latest.is_empty() {
                view! { <p class="text-soft">{w.nothing_yet()}</p> }.into_any()
            } else {
                view! {
                    <History entries=latest/>
                    <p class="mbs-6">
                        <a class=BUTTON href=paths::Activity::default().to_string()>{w.all_activity()}</a>
                    </p>
                }
                    .into_any()
            }}
        </section>
    }
}
