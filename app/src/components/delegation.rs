//! The card of a delegation, for the patient or the caregiver: who, what they can see, what they can do, when they last looked.

use domain::{
    delegation::{Basis, DelegationEndCause, DelegationStatus},
    language::Language,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{
    apps::Answer,
    button::EndsLink,
    chip::DelegationChip,
    frame::use_frame,
    rich::Rich,
    style::{BUTTON, BUTTON_MAIN, CARD},
};
use crate::{
    api::people::ActFor,
    facts::{Frame, people::DelegationFacts},
    paths,
    words::{
        apps::CardWords,
        categories::{self, category},
        dates,
        people::{self, AskWords, DelegationPartWords, EndWords, PeopleWords, relation, sees},
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
pub fn WhoIsIt(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let w = DelegationPartWords(language);
    let who = relation(language, delegation.relationship, delegation.basis);
    let said = match (delegation.by_me, delegation.basis) {
        (true, Basis::Guardian) => w.you_are_guardian().to_owned(),
        (true, Basis::Invited) => {
            w.you_are(people::relation_option(language, delegation.relationship))
        }
        (false, _) => format!("{who} · {}", w.own_account()),
    };
    view! {
        <p class="text-note text-soft">
            {said}" · "<span class="font-code text-[0.9em]">{delegation.id.code()}</span>
        </p>
    }
}

/// Somebody who can see parts of the reader's record, or whose record the reader can see.
#[component]
pub fn DelegationCard(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let (name, id) = (delegation.name.clone(), delegation.id.to_string());
    let title = if delegation.by_me {
        view! { <bdi>{name.clone()}</bdi> }.into_any()
    } else {
        view! {
            <a
                class="text-ink hover:text-ink no-underline hover:underline"
                href=paths::Caregiver(delegation.id).to_string()
            >
                <bdi>{name.clone()}</bdi>
            </a>
        }
        .into_any()
    };
    view! {
        <li class=CARD data-delegation=id>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Face name/>
                <div class="grow basis-48 min-inline-0">
                    <h3 class="text-h3">{title}</h3>
                    <WhoIsIt delegation=delegation.clone()/>
                </div>
                <DelegationChip status=delegation.status by_me=delegation.by_me language/>
            </div>
            <Answers delegation=delegation.clone()/>
            {if delegation.by_me {
                view! { <PatientFoot delegation/> }.into_any()
            } else {
                view! { <CaregiverFoot delegation/> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Answers(delegation: DelegationFacts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = DelegationPartWords(language);
    let (see, seen_more) = seen(&delegation, language);
    let can = people::abilities(language, delegation.limits.abilities);
    let can = text::list(language, &can);
    let can = if is_on_hold(&delegation) {
        CardWords(language).nothing_now().to_owned()
    } else if can.is_empty() {
        w.nothing().to_owned()
    } else {
        text::capital(&can.to_lowercase())
    };
    let (see_name, do_name, cannot) = if delegation.by_me {
        (w.what_you_see(), w.what_you_do(), w.you_cannot())
    } else {
        (w.what_they_see(), w.what_they_do(), w.cannot())
    };
    let by_me = delegation.by_me;
    view! {
        <dl class="grid gap-x-8 gap-y-4 my-6 min-[44rem]:grid-cols-[1.15fr_1fr_1.2fr]">
            <Answer name=see_name key="can-see" answer=see rest=seen_more/>
            <Answer name=do_name key="can-do" answer=can rest=vec![cannot.to_owned()]/>
            {(!by_me)
                .then(|| {
                    let (answer, rest) = last_look(&delegation, &frame);
                    view! { <Answer name=w.last_looked() key="last-used" answer rest=vec![rest]/> }
                })}
        </dl>
    }
}

fn is_on_hold(delegation: &DelegationFacts) -> bool {
    delegation.status == DelegationStatus::NeedsReview
}

/// What they can see, in short and at length: nothing while it is on hold, and nothing for who may only act.
fn seen(delegation: &DelegationFacts, language: Language) -> (String, Vec<String>) {
    let frame = use_frame();
    let (w, card) = (DelegationPartWords(language), CardWords(language));
    let limits = delegation.limits;
    let any = people::sees_any(limits);
    let kinds = text::capital(&sees(language, limits));
    if is_on_hold(delegation) {
        let paused = any.then(|| card.on_hold(kinds));
        return (card.nothing_now().to_owned(), paused.into_iter().collect());
    }
    if !any {
        return (kinds, Vec::new());
    }
    let topics = (!limits.topics.is_empty())
        .then(|| w.also_topics(topics::short_list(language, limits.topics)));
    let topics_until = (!limits.topics.is_empty() && delegation.topics_until < delegation.until)
        .then(|| {
            w.topics_until(dates::day(
                language,
                frame.last_day(delegation.topics_until),
            ))
        });
    let rest = [Some(kinds), topics, topics_until];
    (
        categories::kinds(language, limits.categories),
        rest.into_iter().flatten().collect(),
    )
}

fn last_look(delegation: &DelegationFacts, frame: &Frame) -> (String, String) {
    let (language, w) = (frame.language, DelegationPartWords(frame.language));
    let Some(look) = delegation.last_look else {
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

/// Since when and until when.
fn dated(delegation: &DelegationFacts, language: Language) -> String {
    let frame = use_frame();
    let w = DelegationPartWords(language);
    format!(
        "{} {}",
        w.began(dates::day(language, frame.day_of(delegation.since))),
        w.ends_on(dates::day(language, frame.last_day(delegation.until)))
    )
}

const FOOT: &str = "flex flex-wrap items-center gap-x-4 gap-y-3 rule-bs pbs-4";
const BUTTONS: &str = "flex flex-wrap gap-3 sm:ms-auto max-sm:inline-full max-sm:*:grow";

#[component]
fn CaregiverFoot(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let w = DelegationPartWords(language);
    let first = delegation.first_name().to_owned();
    let review = is_on_hold(&delegation);
    let change = if review { w.review() } else { w.change() };
    view! {
        <div class=FOOT>
            <p class="text-note text-soft"><Rich text=dated(&delegation, language)/></p>
            <div class=BUTTONS>
                <a class=BUTTON href=paths::Caregiver(delegation.id).to_string()>
                    <span>{change}<span class="hush">{w.change_what(&first)}</span></span>
                </a>
                <EndsLink
                    href=paths::EndDelegation(delegation.id).to_string()
                    words=w.stop()
                    hint=w.stop_with(first)
                />
            </div>
        </div>
    }
}

#[component]
fn PatientFoot(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let (w, p, a) = (
        DelegationPartWords(language),
        PeopleWords(language),
        AskWords(language),
    );
    let first = delegation.first_name().to_owned();
    let open = matches!(
        delegation.status,
        DelegationStatus::Active | DelegationStatus::EndsSoon
    );
    let line = if open {
        dated(&delegation, language)
    } else {
        p.patient_on_hold(&first)
    };
    view! {
        <div class=FOOT>
            <p class="text-note text-soft"><Rich text=line/></p>
            <div class=BUTTONS>
                {open
                    .then(|| {
                        view! {
                            <a class=BUTTON href=paths::AskForMore(delegation.id).to_string()>
                                <span>
                                    {a.ask_link()}
                                    <span class="hush">{a.ask_link_hint(&first)}</span>
                                </span>
                            </a>
                        }
                    })}
                <EndsLink
                    href=paths::EndDelegation(delegation.id).to_string()
                    words=w.leave()
                    hint=w.leave_whom(&first)
                />
                {open
                    .then(|| {
                        view! {
                            <form class="grid" method="post" action=ActFor::url()>
                                <input type="hidden" name="delegation" value=delegation.id.to_string()/>
                                <button class=BUTTON_MAIN>{p.open_pages(&first)}</button>
                            </form>
                        }
                    })}
            </div>
        </div>
    }
}

/// How the delegation ended, in one sentence.
pub fn how_it_ended(delegation: &DelegationFacts, language: Language) -> String {
    let frame = use_frame();
    let w = EndWords(language);
    let at = delegation.ended.map_or(delegation.until, |ended| ended.at);
    let date = dates::day(language, frame.day_of(at));
    match (
        delegation.ended.and_then(|ended| ended.cause),
        delegation.status,
    ) {
        (Some(DelegationEndCause::EndedByPatient), _) => w.by_patient(date),
        (Some(DelegationEndCause::EndedByCaregiver), _) => w.by_caregiver(date),
        (Some(DelegationEndCause::EndedByStaff), _) => w.by_hospital(date),
        (Some(DelegationEndCause::CameOfAge), _) => w.of_age(date),
        (None, DelegationStatus::Lapsed) => w.unused(date),
        (None, _) => w.by_itself(dates::day(language, frame.last_day(at))),
    }
}
