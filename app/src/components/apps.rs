//! The card of an app: who, what it can see, what it can do, when it last looked, and how to change that.

use domain::{catalogue::TopicSet, consent::ConsentStatus, language::Language};
use leptos::prelude::*;

use super::{
    button::EndsLink,
    chip::StatusChip,
    frame::use_frame,
    rich::Rich,
    spark::Spark,
    style::{BUTTON, CARD},
};
use crate::{
    facts::{Frame, connected_apps::Connection},
    paths,
    words::{
        apps::CardWords,
        categories::{self, category},
        dates, text, topics,
    },
};

/// The first letter of an app's name, where a logo would be fetched from elsewhere.
#[component]
pub fn Tile(name: String) -> impl IntoView {
    let letter = name.chars().next().map(String::from).unwrap_or_default();
    view! {
        <span
            class="inline-grid place-items-center size-12 rounded-[0.9rem] bg-sunk edge flex-none font-voice text-[1.3rem] leading-none"
            aria-hidden="true"
        >
            {letter}
        </span>
    }
}

/// Maker, whether it was checked, and the code a person can read aloud.
#[component]
pub fn MadeBy(connection: Connection) -> impl IntoView {
    let w = CardWords(use_frame().language);
    let maker = text::isolated(&connection.app.maker);
    let made = match &connection.app {
        // It may have been checked before: the chip says what the hospital says of it now.
        app if app.suspended => format!("{maker} · "),
        app if app.checked => format!("{maker} · {} · ", w.checked()),
        _ => format!("{maker} · {} · ", w.not_checked()),
    };
    view! {
        <p class="text-note text-soft">
            <Rich text=made/>
            <span class="font-code text-[0.9em]">{connection.consent.code()}</span>
        </p>
    }
}

#[component]
pub fn AppCard(connection: Connection) -> impl IntoView {
    let language = use_frame().language;
    let (name, id) = (connection.app.name.clone(), connection.app.id.to_string());
    view! {
        <li class=CARD data-app=id>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Tile name=name.clone()/>
                <div class="grow basis-48 min-inline-0">
                    <h3 class="text-h3">
                        <a
                            class="text-ink hover:text-ink no-underline hover:underline"
                            href=paths::App(connection.consent).to_string()
                        >
                            <bdi>{name}</bdi>
                        </a>
                    </h3>
                    <MadeBy connection=connection.clone()/>
                </div>
                <StatusChip status=connection.status language suspended=connection.app.suspended/>
            </div>
            <dl class="grid gap-x-8 gap-y-4 my-6 min-[44rem]:grid-cols-[1.15fr_1fr_1.2fr]">
                <CanSee connection=connection.clone()/>
                <CanDo connection=connection.clone()/>
                <LastLooked connection=connection.clone()/>
            </dl>
            <CardFoot connection/>
        </li>
    }
}

/// A question and its answer: the short answer carries the weight.
#[component]
pub fn Answer(
    name: &'static str,
    key: &'static str,
    answer: String,
    rest: Vec<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div data-card=key>
            <dt class="text-note text-soft mbe-0.5">{name}</dt>
            <dd class="text-small leading-[1.45]">
                <b class="block">{answer}</b>
                {rest
                    .into_iter()
                    .map(|text| view! { <span class="block"><Rich text/></span> })
                    .collect_view()}
                {children.map(|children| children())}
            </dd>
        </div>
    }
}

/// Whether all of it is told: of what others decided, a caregiver is told what is ticked for them, and has no receipt.
pub fn is_whole(connection: &Connection, frame: &Frame) -> bool {
    frame.acting.is_none() || connection.given_by_me
}

/// The kinds that an app sees and the sensitive topics with them, as far as the reader is told of them.
pub fn kinds_seen(connection: &Connection, frame: &Frame) -> String {
    seen(connection, frame, connection.topics)
}

fn seen(connection: &Connection, frame: &Frame, topics: TopicSet) -> String {
    let w = CardWords(frame.language);
    if connection.is_sign_in() {
        return w.nothing_of_record().to_owned();
    }
    let kinds = categories::brief_list(frame.language, connection.sees);
    let kinds = topics::with_topics(frame.language, kinds, topics);
    match (is_whole(connection, frame), kinds.is_empty()) {
        (true, _) => kinds,
        (false, false) => w.and_maybe_more(kinds),
        (false, true) => w.kinds_untold().to_owned(),
    }
}

#[component]
fn CanSee(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = CardWords(language);
    let on_hold = connection.status == ConsentStatus::NeedsReview || connection.app.suspended;
    // Beside what is in force, the topics have a line of their own.
    let kinds = text::capital(&seen(&connection, &frame, TopicSet::EMPTY));
    let (answer, first) = if connection.is_sign_in() {
        (kinds, Some(w.knows_you().to_owned()))
    } else if on_hold {
        let kinds = text::capital(&kinds_seen(&connection, &frame));
        (w.nothing_now().to_owned(), Some(w.on_hold(kinds)))
    } else if is_whole(&connection, &frame) {
        let counted = categories::kinds(language, connection.sees);
        // Many kinds are told by their number: it is not said twice.
        let named = (kinds != counted).then_some(kinds);
        (counted, named)
    } else {
        (kinds, None)
    };
    let topics = (!connection.topics.is_empty() && !on_hold)
        .then(|| w.and_topics(topics::short_list(language, connection.topics)));
    let since = connection
        .since
        .map(|since| w.only_since(dates::day(language, since)));
    let rest = [first, topics, since].into_iter().flatten().collect();
    view! { <Answer name=w.what_it_sees() key="can-see" answer rest/> }
}

#[component]
fn CanDo(connection: Connection) -> impl IntoView {
    let w = CardWords(use_frame().language);
    let (answer, rest) = if connection.app.suspended {
        (w.nothing_now(), w.suspended())
    } else if connection.status == ConsentStatus::NeedsReview {
        (w.nothing_now(), w.cannot_look())
    } else if connection.is_sign_in() && connection.connected {
        (w.asks_who(), w.asks_who_hint())
    } else if connection.connected {
        (w.read_only(), w.cannot_change())
    } else {
        (w.not_connected(), w.not_connected_hint())
    };
    view! { <Answer name=w.what_it_does() key="can-do" answer=answer.to_owned() rest=vec![rest.to_owned()]/> }
}

#[component]
fn LastLooked(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = CardWords(language);
    let (answer, rest) = last_look(&connection, &frame);
    let rest = Vec::from_iter((!rest.is_empty()).then_some(rest));
    view! {
        <Answer name=w.last_looked() key="last-used" answer rest>
            <Spark app=connection.app.name.clone() days=connection.days.clone() language/>
        </Answer>
    }
}

/// When an app last looked, and at what.
pub fn last_look(connection: &Connection, frame: &Frame) -> (String, String) {
    let (language, w) = (frame.language, CardWords(frame.language));
    let Some(look) = connection.last_look else {
        if !is_whole(connection, frame) {
            return (w.never_told().to_owned(), String::new());
        }
        return (w.never().to_owned(), w.never_hint().to_owned());
    };
    let when = text::capital(&dates::since(language, &frame.zone, look.at, frame.now));
    let mut kinds = look.categories.iter();
    let what = match (kinds.next(), kinds.next()) {
        (Some(only), None) => category(language, only).counted(look.count),
        _ => w.entries(
            look.count,
            categories::brief_list(language, look.categories),
        ),
    };
    (when, what)
}

/// Whether it can be changed: of what somebody else decided, a caregiver can only stop it, and a sign-in has nothing to
/// change.
pub fn can_change(connection: &Connection, frame: &Frame) -> bool {
    is_whole(connection, frame) && !connection.app.suspended && !connection.is_sign_in()
}

/// Since when, until when, and the two ways to change that.
#[component]
fn CardFoot(connection: Connection) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = CardWords(language);
    let name = connection.app.name.clone();
    let review = connection.status == ConsentStatus::NeedsReview;
    let change = if review { w.review() } else { w.change() };
    let hint = if review {
        format!(" {name}")
    } else {
        w.change_what(&name)
    };
    view! {
        <div class="flex flex-wrap items-center gap-x-4 gap-y-3 rule-bs pbs-4">
            <p class="text-note text-soft"><Rich text=dated(&connection, language)/></p>
            <div class="flex flex-wrap gap-3 sm:ms-auto max-sm:inline-full max-sm:*:grow">
                {can_change(&connection, &frame)
                    .then(|| {
                        view! {
                            <a class=BUTTON href=paths::App(connection.consent).to_string()>
                                <span>{change}<span class="hush">{hint}</span></span>
                            </a>
                        }
                    })}
                <EndsLink
                    href=paths::Stop(connection.consent).to_string()
                    words=w.stop()
                    hint=w.stop_with(name)
                />
            </div>
        </div>
    }
}

fn dated(connection: &Connection, language: Language) -> String {
    let frame = use_frame();
    let w = CardWords(language);
    let given = dates::day(language, frame.day_of(connection.given));
    let given = if connection.given_by_me {
        w.said_yes(given)
    } else {
        w.since(given)
    };
    let ends = if connection.one_time {
        w.ends_at(dates::time(&frame.zone, connection.ends))
    } else {
        w.ends_on(dates::day(language, frame.last_day(connection.ends)))
    };
    format!("{given} {ends}")
}
