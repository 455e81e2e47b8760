//! Stopping: what stops, what does not, and a way to share less instead. No proof, no warning colour.

use domain::ids::ConsentId;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, open, problem_in_query};
use crate::{
    api::connected_apps::Stop,
    components::{
        apps::is_whole,
        crumb::Crumb,
        facts::Ticks,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{BUTTON, BUTTON_END, HALF, LEAD, TICK, TICKS},
    },
    facts::connected_apps::{Connection, StopPage as Facts},
    paths,
    words::{apps::StopWords, categories, facts::length, topics},
};

#[component]
pub fn StopPage() -> impl IntoView {
    let consent = move || id_in_path::<ConsentId>("consent");
    let page = Resource::new_blocking(consent, |consent| async move { open::stop(consent?).await });
    opened(page, Around::Portal(Tab::Apps), |facts| {
        view! { <Asked facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Asked(facts: Facts) -> impl IntoView {
    let Facts {
        connection: facts,
        evidence_years,
        backup_days,
    } = facts;
    let w = StopWords(use_frame().language);
    let (name, consent) = (facts.app.name.clone(), facts.consent);
    let is_sign_in = facts.is_sign_in();
    let app = paths::App(consent).to_string();
    let problem = problem_in_query();
    view! {
        <DocumentTitle text=w.title(&name)/>
        <div class="max-inline-[46rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=app.clone() words=name.clone()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title(&name)}</h1>
                <p class=LEAD>{w.lead()}</p>
            </div>
            <div class="grid gap-4 min-[46rem]:grid-cols-2">
                <Stops facts=facts.clone()/>
                <GoesOn facts evidence_years backup_days/>
            </div>
            <form class="mbs-8" method="post" action=Stop::url()>
                <input type="hidden" name="consent" value=consent.to_string()/>
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=app.clone()>{w.keep()}</a>
                    <button class=BUTTON_END>{w.yes_stop()}</button>
                </div>
            </form>
            {(!is_sign_in)
                .then(|| view! { <p class="mbs-6 text-small">{w.less()}" "<a href=app>{w.change_it()}</a>"."</p> })}
        </div>
    }
}

#[component]
fn Stops(facts: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = StopWords(language);
    let kinds = categories::short_list(language, facts.sees.iter());
    let kinds = topics::with_topics(language, kinds, facts.topics);
    let lines = vec![
        match frame.other() {
            _ if facts.is_sign_in() => StopWords(language).stopped_asking(&facts.app.name) + ".",
            _ if !is_whole(&facts, &frame) => w.nothing_more(&facts.app.name),
            Some(person) => w.sees_nothing_more_of(&facts.app.name, person, kinds),
            None => w.sees_nothing_more(&facts.app.name, kinds),
        },
        w.keys_stop().to_owned(),
    ];
    view! {
        <section class=format!("{HALF} border-bs-ink") aria-labelledby="stops">
            <h2 id="stops" class="text-h3 mbe-3">{w.stops()}</h2>
            <Ticks lines mark=Icon::Square/>
        </section>
    }
}

#[component]
fn GoesOn(
    facts: Connection,
    evidence_years: Option<u16>,
    backup_days: Option<u16>,
) -> impl IntoView {
    let frame = use_frame();
    let w = StopWords(frame.language);
    let copies = w.copies(&facts.app.name);
    let care = frame
        .other()
        .map_or_else(|| w.care().to_owned(), |person| w.care_of(person));
    let backups = backup_days.map(|n| (Icon::Clock, w.backups(length(w.0, n))));
    let log = match evidence_years {
        None => w.log().to_owned(),
        Some(1) => w.log_at_least(w.one_year()),
        Some(n) => w.log_at_least(w.years(n)),
    };
    let lines = [(Icon::Document, copies), (Icon::Records, log)];
    let lines = lines.into_iter().chain(backups).chain([(Icon::Yes, care)]);
    view! {
        <section class=format!("{HALF} [border-block-start-style:dashed] border-bs-edge") aria-labelledby="goes-on">
            <h2 id="goes-on" class="text-h3 mbe-3">{w.goes_on()}</h2>
            <ul class=TICKS>
                {lines
                    .map(|(icon, text)| {
                        view! { <li class=TICK><Glyph icon class="mbs-[0.15em]"/><span><Rich text/></span></li> }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
