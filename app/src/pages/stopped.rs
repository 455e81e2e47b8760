//! The proof that an app is stopped: when, what ended with it, and what was refused since.

use domain::{consent::ConsentStatus, ids::ConsentId};
use leptos::prelude::*;

use super::{id_in_path, open};
use crate::{
    components::{
        apps::{Tile, is_whole},
        chip::StatusChip,
        crumb::Crumb,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{ASIDE, CARD, LEAD, NOTE, SPLIT, WELL},
    },
    facts::{
        Frame,
        connected_apps::{Connection, EndedBy, RefusedTry, StoppedPage as Facts},
    },
    paths,
    words::{
        apps::{AppWords, AppsWords, StopWords},
        categories, dates,
    },
};

#[component]
pub fn StoppedPage() -> impl IntoView {
    let consent = move || id_in_path::<ConsentId>("consent");
    let page = Resource::new_blocking(
        consent,
        |consent| async move { open::stopped(consent?).await },
    );
    opened(page, Around::Portal(Tab::Apps), |facts| {
        view! { <Stopped facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Stopped(facts: Facts) -> impl IntoView {
    let w = StopWords(use_frame().language);
    let connection = facts.connection.clone();
    let title = if connection.status == ConsentStatus::Expired {
        w.expired_title(&connection.app.name)
    } else {
        w.page_title(&connection.app.name)
    };
    view! {
        <DocumentTitle text=title/>
        <Head connection=connection.clone()/>
        <div class=SPLIT>
            <div class="grid gap-section min-inline-0">
                <section aria-labelledby="proof">
                    <h2 id="proof" class="mbe-6">{w.proof()}</h2>
                    <Proof facts=facts.clone()/>
                </section>
                <Copies facts/>
            </div>
            <Next connection/>
        </div>
    }
}

#[component]
fn Head(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, name) = (StopWords(language), connection.app.name.clone());
    let title = match (connection.status, frame.other()) {
        (ConsentStatus::Expired, _) => w.expired_title(&name),
        _ if connection.is_sign_in() => w.stopped_asking(&name),
        (_, Some(person)) => w.stopped_title_of(&name, person),
        (_, None) => w.stopped_title(&name),
    };
    view! {
        <Crumb href=paths::Apps.to_string() words=AppWords(language).all_apps()/>
        <div class="grid gap-4 mbs-4 mbe-12">
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Tile name/>
                <h1 class="grow basis-72 min-inline-0" tabindex="-1" autofocus>{title}</h1>
                <StatusChip status=connection.status language/>
            </div>
            <p class=LEAD><Rich text=how(&connection, &frame)/></p>
        </div>
    }
}

fn how(connection: &Connection, frame: &Frame) -> String {
    let w = StopWords(frame.language);
    let at = connection.ended.map_or(connection.ends, |ended| ended.at);
    let date = dates::breakable_moment(w.0, &frame.zone, at);
    match connection.ended.map(|ended| ended.by) {
        Some(EndedBy::Patient) if frame.other().is_none() => w.you_stopped(date),
        Some(EndedBy::Patient | EndedBy::Caregiver | EndedBy::Staff) => w.was_stopped(date),
        Some(EndedBy::Itself) | None => w.ended_itself(date),
    }
}

/// The steps, with their times, and the count that goes on.
#[component]
fn Proof(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let (w, own) = (StopWords(frame.language), frame.other().is_none());
    let name = facts.connection.app.name.clone();
    let at = facts
        .connection
        .ended
        .map_or(facts.connection.ends, |ended| ended.at);
    let keys = match facts.keys_ended {
        0 => w.no_keys().to_owned(),
        1 => w.key_ended().to_owned(),
        n => w.keys_ended(n),
    };
    let first = match facts.connection.ended.map(|ended| ended.by) {
        Some(EndedBy::Itself) | None => w.the_end(),
        Some(EndedBy::Patient) if own => w.said_stop(),
        Some(EndedBy::Patient | EndedBy::Caregiver | EndedBy::Staff) => w.it_was_stopped(),
    };
    let counts = format!(
        "{} {} {}",
        w.looks_since(facts.looks_since),
        w.refused_since(facts.refused_count),
        w.still_counting()
    );
    let again = facts
        .refused
        .into_iter()
        .map(|tried| (w.tried_again(&name), told(&tried, w)));
    let steps = [
        (first.to_owned(), dates::exact_time(&frame.zone, at)),
        (
            w.closed().to_owned(),
            format!("{}: {keys}", dates::exact_time(&frame.zone, at)),
        ),
    ];
    view! {
        <div class=CARD>
            <ol class="chain grid">
                {steps
                    .into_iter()
                    .chain(again)
                    .map(|(title, text)| view! { <ProofStep title text/> })
                    .collect_view()}
            </ol>
            <p class=format!("{NOTE} [&_b]:text-ink")><Rich text=counts/></p>
        </div>
    }
}

fn told(tried: &RefusedTry, w: StopWords) -> String {
    let frame = use_frame();
    let time = dates::exact_time(&frame.zone, tried.at);
    if tried.asked.is_empty() {
        return w.tried(time);
    }
    w.tried_for(time, categories::brief_list(w.0, tried.asked))
}

#[component]
fn ProofStep(title: String, text: String) -> impl IntoView {
    view! {
        <li class="grid grid-cols-[1.75rem_1fr] gap-3 pbe-4 text-small leading-[1.45]">
            <span><b class="block">{title}</b><Rich text/></span>
        </li>
    }
}

/// What it read while it could.
#[component]
fn Copies(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = StopWords(frame.language);
    let app = facts.connection.app.clone();
    let kinds = categories::brief_list(w.0, facts.read_before);
    let asks = w.ask_maker(&app.maker);
    view! {
        <section aria-labelledby="copies">
            <h2 id="copies" class="mbe-4">{w.may_have()}</h2>
            {if facts.connection.is_sign_in() {
                view! { <p class="mbe-3">{w.may_know_you(app.name)}</p><p>{asks}</p> }.into_any()
            } else if facts.read_before.is_empty() && !is_whole(&facts.connection, &frame) {
                view! { <p class="mbe-3">{w.read_untold(app.name)}</p><p>{asks}</p> }.into_any()
            } else if facts.read_before.is_empty() {
                view! { <p>{w.read_nothing(app.name)}</p> }.into_any()
            } else {
                view! { <p class="mbe-3">{w.read_before(app.name, kinds)}</p><p>{asks}</p> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Next(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let w = StopWords(frame.language);
    view! {
        <aside class=ASIDE aria-label=w.next_steps()>
            <div class=WELL>
                <p class="text-small font-strong">{w.changed_mind()}</p>
                <p class="mbs-2 text-small text-soft">
                    {if connection.is_sign_in() {
                        w.sign_in_again(&connection.app.name)
                    } else {
                        w.connect_again(&connection.app.name)
                    }}
                </p>
            </div>
            <ul class="grid gap-2 text-small">
                {is_whole(&connection, &frame)
                    .then(|| {
                        view! {
                            <li>
                                <a href=paths::Receipt(connection.consent).to_string()>
                                    {AppWords(w.0).receipt_for(connection.consent.code())}
                                </a>
                            </li>
                        }
                    })}
                <li>
                    <a href=paths::App(connection.consent).to_string()>
                        {AppWords(w.0).what_it_did(connection.app.name)}
                    </a>
                </li>
                <li>
                    <a href=paths::Activity::default().to_string()>{AppsWords(w.0).all_activity()}</a>
                </li>
            </ul>
        </aside>
    }
}
