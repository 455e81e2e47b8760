//! The first page: what needs the person, who can look today, and what happened last.

use leptos::prelude::*;

use crate::{
    api::connected_apps::{HomePage as Facts, open_home},
    components::{
        apps::AppCard,
        history::History,
        layout::{Around, DocumentTitle, Tab, use_frame},
        needs::Needs,
        opened::opened,
        style::{BUTTON, LEAD, OPENING, RULE_HEAD},
    },
    paths,
    words::apps::AppsWords,
};

#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open_home());
    opened(page, Around::Portal(Tab::Home), |facts| {
        view! { <Overview facts/> }.into_any()
    })
}

#[component]
fn Overview(facts: Facts) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    let Facts {
        needs,
        can_look,
        latest,
    } = facts;
    let quiet = needs.is_empty().then(|| w.nothing_needs_you());
    let lead = [
        Some(super::apps::how_many(w, can_look.len())),
        quiet.map(str::to_owned),
    ];
    view! {
        <DocumentTitle text=w.home_title()/>
        <div class=OPENING>
            <h1 tabindex="-1">{w.home_title()}</h1>
            <p class=LEAD>{lead.into_iter().flatten().collect::<Vec<_>>().join(" ")}</p>
        </div>
        <Needs needs/>
        <section aria-labelledby="today">
            <div class=RULE_HEAD>
                <h2 id="today">{w.can_look_today()}</h2>
                <a class="text-small" href=paths::Apps.to_string()>{w.all_apps()}</a>
            </div>
            {if can_look.is_empty() {
                view! { <p class="text-soft max-inline-measure">{w.shows_up_here()}</p> }.into_any()
            } else {
                let card = |connection| view! { <AppCard connection/> };
                view! { <ul class="grid gap-6">{can_look.into_iter().map(card).collect_view()}</ul> }
                    .into_any()
            }}
        </section>
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
