//! One app: what it can see and how to change that, what it did, and the way to stop it.

pub mod change;

use domain::{consent::ConsentStatus, ids::ConsentId};
use leptos::prelude::*;

use self::change::ChangeForm;
use super::{id_in_path, in_query, problem_in_query};
pub use crate::components::crumb::Crumb;
use crate::{
    components::{
        apps::{MadeBy, Tile, can_change, is_whole, kinds_seen},
        button::EndsLink,
        chip::StatusChip,
        field::ProblemBox,
        frame::use_frame,
        history::History,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        saved::Saved,
        spark::{Spark, SparkTable},
        style::{ASIDE, CARD, RULE_HEAD, SPLIT},
    },
    facts::connected_apps::{AppPage as Facts, Connection},
    pages::open,
    paths,
    words::{
        apps::{AppWords, AppsWords, CardWords},
        categories, dates, topics,
    },
};

#[component]
pub fn AppPage() -> impl IntoView {
    let consent = move || id_in_path::<ConsentId>("consent");
    let page = Resource::new_blocking(consent, |consent| async move { open::app(consent?).await });
    opened(page, Around::Portal(Tab::Apps), |facts| {
        view! { <App facts/> }.into_any()
    })
}

fn is_over(connection: &Connection) -> bool {
    matches!(
        connection.status,
        ConsentStatus::Expired | ConsentStatus::Stopped
    )
}

#[component]
pub(crate) fn App(facts: Facts) -> impl IntoView {
    let w = AppWords(use_frame().language);
    let connection = facts.connection.clone();
    let name = connection.app.name.clone();
    let problem = problem_in_query();
    let saved = in_query("saved").map(|_| w.saved(&name));
    let history = facts.history.clone();
    let can_change = !is_over(&connection) && can_change(&connection, &use_frame());
    view! {
        <DocumentTitle text=name.clone()/>
        {problem.map(|problem| view! { <ProblemBox problem/> })}
        {saved.map(|text| view! { <Saved text/> })}
        <AppHead connection=connection.clone()/>
        <div class=SPLIT>
            <div class="grid gap-section min-inline-0">
                {can_change.then(|| view! { <ChangeForm facts/> })}
                <section aria-labelledby="did">
                    <div class=RULE_HEAD><h2 id="did">{w.what_it_did(name)}</h2></div>
                    {if history.is_empty() {
                        view! { <p class="text-soft">{w.did_nothing()}</p> }.into_any()
                    } else {
                        view! { <History entries=history/> }.into_any()
                    }}
                </section>
            </div>
            <Beside connection/>
        </div>
    }
}

/// Name, chip, and in one sentence what it can see until when.
#[component]
fn AppHead(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = AppWords(language);
    let name = connection.app.name.clone();
    let date = dates::day(language, frame.last_day(connection.ends));
    let sees = match connection.status {
        _ if connection.app.suspended && !is_over(&connection) => w.suspended(&name),
        ConsentStatus::NeedsReview => w.sees_nothing(&name),
        _ if is_over(&connection) => {
            let ended = connection
                .ended
                .map_or(date, |ended| dates::day(language, frame.day_of(ended.at)));
            if connection.is_sign_in() {
                w.knew_until(&name, ended)
            } else {
                w.ended(&name, ended)
            }
        }
        _ if connection.is_sign_in() => {
            w.knows_until(&name, dates::time(&frame.zone, connection.ends))
        }
        _ if is_whole(&connection, &frame) => {
            let kinds = categories::kinds(language, connection.sees);
            let kinds = topics::with_topics(language, kinds, connection.topics);
            w.sees_until(&name, kinds, date)
        }
        _ => w.sees_until(&name, kinds_seen(&connection, &frame), date),
    };
    let looked = match connection.last_look {
        Some(look) => w.last_looked(dates::since(language, &frame.zone, look.at, frame.now)),
        None if connection.is_sign_in() => String::new(),
        None if is_whole(&connection, &frame) => w.never_looked().to_owned(),
        None => String::new(),
    };
    view! {
        <Crumb href=paths::Apps.to_string() words=w.all_apps()/>
        <div class="grid gap-4 mbs-4 mbe-12">
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Tile name=name.clone()/>
                <div class="grow basis-72 min-inline-0">
                    <h1 tabindex="-1"><bdi>{name}</bdi></h1>
                    <MadeBy connection=connection.clone()/>
                </div>
                <StatusChip status=connection.status language suspended=connection.app.suspended/>
            </div>
            <p class="font-voice text-[clamp(1.25rem,1.1rem+0.7vw,1.625rem)] leading-[1.45] max-inline-[44rem]">
                <Rich text=format!("{sees} {looked}")/>
            </p>
        </div>
    }
}

/// Stopping, the picture, the receipt.
#[component]
fn Beside(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, card) = (AppWords(language), CardWords(language));
    let name = connection.app.name.clone();
    let code = connection.consent.code();
    view! {
        <aside class=ASIDE aria-label=w.aside()>
            {(!is_over(&connection))
                .then(|| {
                    view! {
                        <div class=CARD>
                            <h2 class="text-h3">{w.done_with_it()}</h2>
                            <p class="mbs-2 mbe-4 text-small text-soft">
                                {if connection.app.suspended { w.stays_stopped() } else { w.one_step() }}
                            </p>
                            <div class="grid">
                                <EndsLink
                                    href=paths::Stop(connection.consent).to_string()
                                    words=card.stop()
                                    hint=card.stop_with(&name)
                                />
                            </div>
                        </div>
                    }
                })}
            <div>
                <p class="text-small font-strong">{w.last_30()}</p>
                <Spark app=name days=connection.days.clone() language/>
                <SparkTable days=connection.days.clone()/>
            </div>
            <ul class="grid gap-2 text-small">
                {is_whole(&connection, &frame)
                    .then(|| {
                        view! {
                            <li>
                                <a href=paths::Receipt(connection.consent).to_string()>{w.receipt_for(code)}</a>
                            </li>
                        }
                    })}
                {is_over(&connection)
                    .then(|| {
                        view! {
                            <li><a href=paths::Stopped(connection.consent).to_string()>{w.proof()}</a></li>
                        }
                    })}
                <li>
                    <a href=paths::Activity::default().to_string()>{AppsWords(language).all_activity()}</a>
                </li>
            </ul>
        </aside>
    }
}
