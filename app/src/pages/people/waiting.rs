//! Invitations that wait, with the code to tell in person, and everybody who no longer looks.

use domain::{delegation::InvitationStatus, language::Language};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::people::WithdrawInvite,
    components::{
        chip::{DelegationChip, InvitedChip},
        delegation::{Face, how_it_ended},
        frame::use_frame,
        rich::Rich,
        style::{BUTTON, BUTTON_QUIET, CARD, NOTE, RULE_HEAD, SQUARE, WELL},
    },
    facts::{
        frame::first_name,
        people::{DelegationFacts, Invited},
    },
    paths,
    words::{
        dates,
        people::{DelegationPartWords, EndWords, PeopleWords, relation, sees, sees_any},
    },
};

/// Invitations without an answer yet.
#[component]
pub fn Waiting(invited: Vec<Invited>) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let count = match invited.len() {
        1 => w.one_invite().to_owned(),
        n => w.invites(n),
    };
    view! {
        <section aria-labelledby="waiting">
            <div class=RULE_HEAD>
                <h2 id="waiting">{w.waiting()}</h2>
                <p class="text-small text-soft">{count}</p>
            </div>
            <ul class="grid gap-6">
                {invited.into_iter().map(|invited| view! { <Card invited/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Card(invited: Invited) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = PeopleWords(language);
    let first = first_name(&invited.name).to_owned();
    let who = relation(
        language,
        invited.relationship,
        domain::delegation::Basis::Invited,
    );
    let until = dates::day(language, frame.last_day(invited.until));
    let would = if sees_any(invited.limits) {
        w.would_see(&first, sees(language, invited.limits), until)
    } else {
        w.would_act(&first, until)
    };
    let sent = w.sent_on(
        dates::day(language, frame.day_of(invited.sent)),
        dates::day(language, frame.last_day(invited.link_ends)),
    );
    let code = invited.code.clone();
    view! {
        <li class=CARD data-invited=invited.email.clone()>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3 mbe-4">
                <Face name=invited.name.clone()/>
                <div class="grow basis-48 min-inline-0">
                    <h3 class="text-h3"><bdi>{invited.name.clone()}</bdi></h3>
                    <p class="text-note text-soft">{format!("{who} · {}", invited.email)}</p>
                </div>
                <InvitedChip status=invited.status language/>
            </div>
            <p class="text-small mbe-4"><Rich text=would/></p>
            {code.map(|code| view! { <Code code first=first.clone()/> })}
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3 rule-bs pbs-4 mbs-6">
                <p class="text-note text-soft"><Rich text=sent/></p>
                <form
                    class="grid sm:ms-auto max-sm:inline-full"
                    method="post"
                    action=WithdrawInvite::url()
                >
                    <input type="hidden" name="invitation" value=invited.invitation.to_string()/>
                    <button class=BUTTON>
                        <span class=SQUARE aria-hidden="true"></span>
                        <span>{w.take_back()}<span class="hush">{w.take_back_hint(first)}</span></span>
                    </button>
                </form>
            </div>
        </li>
    }
}

/// Big, in two groups of three, and read out digit by digit.
#[component]
fn Code(code: String, first: String) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let digits: Vec<String> = code.chars().map(String::from).collect();
    let spoken = w.code_label(digits.join(" "));
    let shown = digits
        .chunks(3)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <div class=format!("{WELL} flex flex-wrap items-center gap-x-6 gap-y-2")>
            <p class="font-code numerals text-[1.75rem] leading-none tracking-[0.14em] whitespace-nowrap" data-code=code>
                <span aria-hidden="true">{shown}</span>
                <span class="hush">{spoken}</span>
            </p>
            <p class=format!("{NOTE} grow basis-56 min-inline-0")>{w.give_code(first)}</p>
        </div>
    }
}

/// What is over, and what came to nothing.
#[component]
pub fn Over(over: Vec<DelegationFacts>, unanswered: Vec<Invited>) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    view! {
        <section aria-labelledby="over">
            <div class=RULE_HEAD>
                <h2 id="over">{w.no_longer()}</h2>
                <p class="text-small text-soft">{w.no_longer_hint()}</p>
            </div>
            <ul class="rule-bs">
                {over.into_iter().map(|delegation| view! { <OverRow delegation/> }).collect_view()}
                {unanswered
                    .into_iter()
                    .map(|invited| view! { <UnansweredRow invited/> })
                    .collect_view()}
            </ul>
        </section>
    }
}

const ROW: &str = "flex flex-wrap items-center gap-x-4 gap-y-2 py-4 rule-be";

/// One delegation that is over, for either side.
#[component]
pub fn OverRow(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let (w, e) = (DelegationPartWords(language), EndWords(language));
    let could = if sees_any(delegation.limits) {
        e.could_see(sees(language, delegation.limits))
    } else {
        e.could_see_nothing().to_owned()
    };
    view! {
        <li class=ROW data-over=delegation.id.to_string()>
            <Face name=delegation.name.clone()/>
            <p class="grow basis-56 min-inline-0">
                <a
                    class="block font-strong text-ink hover:text-ink no-underline hover:underline"
                    href=paths::DelegationEnded(delegation.id).to_string()
                >
                    <bdi>{delegation.name.clone()}</bdi>
                </a>
                <span class="text-small text-soft">
                    <Rich text=format!("{} {could}", how_it_ended(&delegation, language))/>
                </span>
            </p>
            <DelegationChip status=delegation.status by_me=delegation.by_me language/>
            <a class=BUTTON_QUIET href=paths::DelegationReceipt(delegation.id).to_string()>
                <span>
                    {w.receipt()}
                    <span class="hush">{w.receipt_for(delegation.first_name(), delegation.id.code())}</span>
                </span>
            </a>
        </li>
    }
}

#[component]
fn UnansweredRow(invited: Invited) -> impl IntoView {
    let language = use_frame().language;
    view! {
        <li class=ROW>
            <Face name=invited.name.clone()/>
            <p class="grow basis-56 min-inline-0">
                <b class="block font-strong"><bdi>{invited.name.clone()}</bdi></b>
                <span class="text-small text-soft"><Rich text=what_became(&invited, language)/></span>
            </p>
            <InvitedChip status=invited.status language/>
        </li>
    }
}

fn what_became(invited: &Invited, language: Language) -> String {
    let frame = use_frame();
    let w = PeopleWords(language);
    let at = invited.over.unwrap_or(invited.link_ends);
    let date = dates::day(language, frame.day_of(at));
    match invited.status {
        InvitationStatus::Declined => w.said_no(date),
        InvitationStatus::Withdrawn => w.taken_back(date),
        InvitationStatus::Closed => w.closed_by_codes(date),
        InvitationStatus::Waiting | InvitationStatus::Accepted | InvitationStatus::Expired => {
            w.not_answered(date)
        }
    }
}
