//! The caregivers of a record, invitations, the patients whom the reader acts for, and quiet mode.

pub mod ask;
pub mod caregiver;
pub mod confirm;
pub mod end;
pub mod ended;
pub mod invite;
pub mod receipt;
pub mod waiting;

use domain::delegation::DelegationStatus;
use leptos::prelude::*;
use server_fn::ServerFn;

use self::waiting::{Over, Waiting};
use super::{in_query, problem_in_query};
use crate::{
    api::people::SetQuiet,
    components::{
        delegation::DelegationCard,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        needs::Needs,
        opened::opened,
        saved::Saved,
        style::{BUTTON, BUTTON_MAIN, LEAD, OPENING, RULE_HEAD},
    },
    facts::{
        connected_apps::Need,
        people::{Caregivers, DelegationFacts, MoreAsked, PeoplePage as Facts},
    },
    pages::open,
    paths,
    words::people::PeopleWords,
};

#[component]
pub fn PeoplePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::people());
    opened(page, Around::Portal(Tab::People), |facts| {
        view! { <People facts/> }.into_any()
    })
}

/// What was done a moment ago, as the address says.
fn just_done(w: PeopleWords) -> Option<&'static str> {
    let said = [
        ("sent", w.invite_sent()),
        ("taken-back", w.invite_taken_back()),
        ("quiet", w.quiet_set()),
        ("accepted", w.accepted()),
        ("declined", w.declined()),
        ("asked", w.asked()),
        ("back", w.acting_ended()),
    ];
    said.into_iter()
        .find(|(name, _)| in_query(name).is_some())
        .map(|(_, words)| words)
}

#[component]
pub(crate) fn People(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = PeopleWords(frame.language);
    let Facts { own, patients } = facts;
    let has_own = own.is_some();
    let (title, lead) = if has_own {
        (w.title(), w.lead())
    } else {
        (w.patients_title(), w.patients_lead())
    };
    view! {
        <DocumentTitle text=title/>
        {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
        {just_done(w).map(|text| view! { <Saved text/> })}
        <div class=OPENING>
            <h1 tabindex="-1">{title}</h1>
            <p class=LEAD>{lead}</p>
            {has_own
                .then(|| {
                    view! { <p><a class=BUTTON_MAIN href=paths::Invite.to_string()>{w.invite()}</a></p> }
                })}
        </div>
        <div class="grid gap-section">
            {own.map(|own| view! { <Own own/> })}
            <Patients patients has_own/>
            {frame.other().map(|person| view! { <p class="text-soft">{w.while_acting(person)}</p> })}
        </div>
    }
}

#[component]
fn Own(own: Caregivers) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let Caregivers {
        asked,
        current,
        waiting,
        over,
        unanswered,
        quiet,
    } = own;
    let n = current.len();
    let needs = needs(asked, &current);
    view! {
        <Needs needs/>
        <section aria-labelledby="now">
            <div class=RULE_HEAD>
                <h2 id="now">{w.can_see_now()}</h2>
                {(n > 0)
                    .then(|| {
                        let people = if n == 1 { w.one_person().to_owned() } else { w.people(n) };
                        view! { <p class="text-small text-soft">{people}</p> }
                    })}
            </div>
            {if current.is_empty() {
                view! { <p class="text-soft max-inline-measure">{w.nobody()}</p> }.into_any()
            } else {
                view! { <Cards cards=current/> }.into_any()
            }}
        </section>
        {(!waiting.is_empty()).then(|| view! { <Waiting invited=waiting/> })}
        {(!over.is_empty() || !unanswered.is_empty())
            .then(|| view! { <Over over unanswered/> })}
        <Quiet on=quiet/>
    }
}

#[component]
fn Cards(cards: Vec<DelegationFacts>) -> impl IntoView {
    view! {
        <ul class="grid gap-6">
            {cards.into_iter().map(|delegation| view! { <DelegationCard delegation/> }).collect_view()}
        </ul>
    }
}

/// Questions of caregivers, and who is on hold.
fn needs(asked: Vec<MoreAsked>, current: &[DelegationFacts]) -> Vec<Need> {
    let asks = asked.into_iter().map(|asked| Need::MoreAsked {
        delegation: asked.delegation,
        name: asked.name,
    });
    let on_hold = current
        .iter()
        .filter(|delegation| delegation.status == DelegationStatus::NeedsReview)
        .map(|delegation| Need::CaregiverSuspended {
            delegation: delegation.id,
            name: delegation.name.clone(),
        });
    asks.chain(on_hold).collect()
}

#[component]
fn Patients(patients: Vec<DelegationFacts>, has_own: bool) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let (over, current): (Vec<DelegationFacts>, Vec<DelegationFacts>) =
        patients.into_iter().partition(DelegationFacts::is_over);
    let nobody = current.is_empty() && over.is_empty();
    if nobody && has_own {
        return None;
    }
    Some(view! {
        <section aria-labelledby="helped">
            <h2 id="helped" class=if has_own { "mbe-6" } else { "hush" }>{w.patients_title()}</h2>
            {nobody.then(|| view! { <p class="text-soft max-inline-measure">{w.no_patients()}</p> })}
            {(!current.is_empty()).then(|| view! { <Cards cards=current/> })}
            {(!over.is_empty())
                .then(|| {
                    view! {
                        <ul class="rule-bs mbs-8">
                            {over
                                .into_iter()
                                .map(|delegation| view! { <waiting::OverRow delegation/> })
                                .collect_view()}
                        </ul>
                    }
                })}
        </section>
    })
}

/// Which way quiet mode is set, what it does, and the button that sets it the other way.
#[component]
fn Quiet(on: bool) -> impl IntoView {
    let w = PeopleWords(use_frame().language);
    let (title, button) = if on {
        (w.quiet_on(), w.turn_off())
    } else {
        (w.quiet_off(), w.turn_on())
    };
    view! {
        <section
            class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-2 px-6 py-4 rounded-control border-s-4 border-edge bg-sunk"
            aria-labelledby="quiet"
            data-quiet=on.to_string()
        >
            <Glyph icon=Icon::EyeOff class="mbs-[0.15em]"/>
            <div class="grid gap-2 min-inline-0 justify-items-start">
                <h2 id="quiet" class="font-ui font-strong text-body tracking-normal">{title}</h2>
                <p class="text-small">{w.quiet_what()}" "{w.quiet_limits()}</p>
                <form method="post" action=SetQuiet::url()>
                    <input type="hidden" name="on" value=(!on).to_string()/>
                    <button class=BUTTON>{button}</button>
                </form>
            </div>
        </section>
    }
}

/// Numbered steps, each with a line under it.
#[component]
pub fn Steps(steps: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let step = |(title, more)| {
        view! {
            <li class="grid grid-cols-[1.75rem_1fr] gap-3 pbe-4 text-small leading-[1.45]">
                <span><b class="block">{title}</b>{more}</span>
            </li>
        }
    };
    view! { <ol class="chain grid">{steps.into_iter().map(step).collect_view()}</ol> }
}
