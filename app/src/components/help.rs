//! The card of somebody who helps, or is helped: who, what they can see, what they can do, when they last looked.

use domain::{
    delegation::{DelegationEndCause, DelegationStatus},
    language::Language,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{
    apps::Answer,
    button::EndsLink,
    chip::HelpChip,
    layout::use_frame,
    rich::Rich,
    style::{BUTTON, BUTTON_MAIN, CARD},
};
use crate::{
    api::{
        Frame,
        people::{ActFor, Help},
    },
    paths,
    words::{
        apps::CardWords,
        categories::{self, category},
        dates,
        people::{self, AskWords, EndWords, HelpPartWords, PeopleWords, relation, sees},
        text, topics,
    },
};

/// The first letter of a name.
#[component]
pub fn Face(name: String) -> impl IntoView {
    let letter = name.chars().next().map(String::from).unwrap_or_default();
    view! {
        <span
            class="inline-grid place-items-center size-12 rounded-full bg-sunk edge flex-none font-voice text-[1.3rem] leading-none"
            aria-hidden="true"
        >
            {letter}
        </span>
    }
}

/// Who it is to the reader, and the code that can be read aloud.
#[component]
pub fn WhoIsIt(help: Help) -> impl IntoView {
    let language = use_frame().language;
    let w = HelpPartWords(language);
    let who = relation(language, help.relationship, help.basis);
    let said = if help.by_me {
        w.you_are(people::relation_option(language, help.relationship))
    } else {
        format!("{who} · {}", w.own_account())
    };
    view! {
        <p class="text-note text-soft">
            {said}" · "<span class="font-code text-[0.9em]">{help.delegation.code()}</span>
        </p>
    }
}

/// Somebody who can see parts of the reader's record, or whose record the reader can see.
#[component]
pub fn HelpCard(help: Help) -> impl IntoView {
    let language = use_frame().language;
    let (name, id) = (help.name.clone(), help.delegation.to_string());
    let title = if help.by_me {
        view! { {name.clone()} }.into_any()
    } else {
        view! {
            <a
                class="text-ink hover:text-ink no-underline hover:underline"
                href=paths::Helper(help.delegation).to_string()
            >
                {name.clone()}
            </a>
        }
        .into_any()
    };
    view! {
        <li class=CARD data-help=id>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Face name/>
                <div class="grow basis-48 min-inline-0">
                    <h3 class="text-h3">{title}</h3>
                    <WhoIsIt help=help.clone()/>
                </div>
                <HelpChip status=help.status by_me=help.by_me language/>
            </div>
            <Answers help=help.clone()/>
            {if help.by_me {
                view! { <HelpedFoot help/> }.into_any()
            } else {
                view! { <HelperFoot help/> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Answers(help: Help) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = HelpPartWords(language);
    let (see, seen_more) = seen(&help, language);
    let can = people::abilities(language, help.limits.abilities);
    let can = text::list(language, &can);
    let can = if is_on_hold(&help) {
        CardWords(language).nothing_now().to_owned()
    } else if can.is_empty() {
        w.nothing().to_owned()
    } else {
        text::capital(&can.to_lowercase())
    };
    let (see_name, do_name, cannot) = if help.by_me {
        (w.what_you_see(), w.what_you_do(), w.you_cannot())
    } else {
        (w.what_they_see(), w.what_they_do(), w.cannot())
    };
    let by_me = help.by_me;
    view! {
        <dl class="grid gap-x-8 gap-y-4 my-6 min-[44rem]:grid-cols-[1.15fr_1fr_1.2fr]">
            <Answer name=see_name key="can-see" answer=see rest=seen_more/>
            <Answer name=do_name key="can-do" answer=can rest=vec![cannot.to_owned()]/>
            {(!by_me)
                .then(|| {
                    let (answer, rest) = last_look(&help, &frame);
                    view! { <Answer name=w.last_looked() key="last-used" answer rest=vec![rest]/> }
                })}
        </dl>
    }
}

fn is_on_hold(help: &Help) -> bool {
    help.status == DelegationStatus::NeedsReview
}

/// What they can see, in short and at length: nothing while it is on hold, and nothing for who may only act.
fn seen(help: &Help, language: Language) -> (String, Vec<String>) {
    let (w, card) = (HelpPartWords(language), CardWords(language));
    let limits = help.limits;
    let any = people::sees_any(limits);
    let kinds = text::capital(&sees(language, limits));
    if is_on_hold(help) {
        let paused = any.then(|| card.on_hold(kinds));
        return (card.nothing_now().to_owned(), paused.into_iter().collect());
    }
    if !any {
        return (kinds, Vec::new());
    }
    let topics = (!limits.topics.is_empty())
        .then(|| w.also_topics(topics::short_list(language, limits.topics)));
    let topics_until = (!limits.topics.is_empty() && help.topics_until < help.until)
        .then(|| w.topics_until(dates::day(language, dates::last_day(help.topics_until))));
    let rest = [Some(kinds), topics, topics_until];
    (
        categories::kinds(language, limits.categories),
        rest.into_iter().flatten().collect(),
    )
}

fn last_look(help: &Help, frame: &Frame) -> (String, String) {
    let (language, w) = (frame.language, HelpPartWords(frame.language));
    let Some(look) = help.last_look else {
        return (w.never().to_owned(), w.never_hint().to_owned());
    };
    let when = text::capital(&dates::since(language, look.at, frame.now));
    let mut kinds = look.categories.iter();
    let what = match (kinds.next(), kinds.next()) {
        (Some(only), None) => category(language, only).counted(look.count),
        _ => w.entries(
            look.count,
            categories::short_list(language, look.categories.iter()),
        ),
    };
    (when, what)
}

/// Since when and until when.
fn dated(help: &Help, language: Language) -> String {
    let w = HelpPartWords(language);
    format!(
        "{} {}",
        w.began(dates::day(language, help.since.date_naive())),
        w.ends_on(dates::day(language, dates::last_day(help.until)))
    )
}

const FOOT: &str = "flex flex-wrap items-center gap-x-4 gap-y-3 rule-bs pbs-4";
const BUTTONS: &str = "flex flex-wrap gap-3 sm:ms-auto max-sm:inline-full max-sm:*:grow";

#[component]
fn HelperFoot(help: Help) -> impl IntoView {
    let language = use_frame().language;
    let w = HelpPartWords(language);
    let first = help.first_name().to_owned();
    let review = is_on_hold(&help);
    let change = if review { w.review() } else { w.change() };
    view! {
        <div class=FOOT>
            <p class="text-note text-soft"><Rich text=dated(&help, language)/></p>
            <div class=BUTTONS>
                <a class=BUTTON href=paths::Helper(help.delegation).to_string()>
                    <span>{change}<span class="hush">{w.change_what(&first)}</span></span>
                </a>
                <EndsLink
                    href=paths::EndHelp(help.delegation).to_string()
                    words=w.stop()
                    hint=w.stop_with(first)
                />
            </div>
        </div>
    }
}

#[component]
fn HelpedFoot(help: Help) -> impl IntoView {
    let language = use_frame().language;
    let (w, p, a) = (
        HelpPartWords(language),
        PeopleWords(language),
        AskWords(language),
    );
    let first = help.first_name().to_owned();
    let open = matches!(
        help.status,
        DelegationStatus::Active | DelegationStatus::EndsSoon
    );
    let line = if open {
        dated(&help, language)
    } else {
        p.helped_on_hold(&first)
    };
    view! {
        <div class=FOOT>
            <p class="text-note text-soft"><Rich text=line/></p>
            <div class=BUTTONS>
                {open
                    .then(|| {
                        view! {
                            <a class=BUTTON href=paths::AskForMore(help.delegation).to_string()>
                                <span>
                                    {a.ask_link()}
                                    <span class="hush">{a.ask_link_hint(&first)}</span>
                                </span>
                            </a>
                        }
                    })}
                <EndsLink
                    href=paths::EndHelp(help.delegation).to_string()
                    words=w.leave()
                    hint=w.leave_whom(&first)
                />
                {open
                    .then(|| {
                        view! {
                            <form class="grid" method="post" action=ActFor::url()>
                                <input type="hidden" name="delegation" value=help.delegation.to_string()/>
                                <button class=BUTTON_MAIN>{p.open_pages(&first)}</button>
                            </form>
                        }
                    })}
            </div>
        </div>
    }
}

/// How the help ended, in one sentence.
pub fn how_it_ended(help: &Help, language: Language) -> String {
    let w = EndWords(language);
    let at = help.ended.map_or(help.until, |ended| ended.at);
    let date = dates::day(language, at.date_naive());
    match (help.ended.and_then(|ended| ended.cause), help.status) {
        (Some(DelegationEndCause::EndedByPatient), _) => w.by_patient(date),
        (Some(DelegationEndCause::EndedByDelegate), _) => w.by_helper(date),
        (Some(DelegationEndCause::EndedByStaff), _) => w.by_hospital(date),
        (Some(DelegationEndCause::CameOfAge), _) => w.of_age(date),
        (None, DelegationStatus::Lapsed) => w.unused(date),
        (None, _) => w.by_itself(dates::day(language, dates::last_day(at))),
    }
}
