//! The proof that a delegation is over: when, what ended with it, and what was refused since.

use domain::ids::DelegationId;
use leptos::prelude::*;

use crate::{
    components::{
        chip::DelegationChip,
        crumb::Crumb,
        delegation::{Face, how_it_ended},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{ASIDE, CARD, LEAD, NOTE, SPLIT, WELL},
    },
    facts::people::DelegationEndedPage as Facts,
    pages::{id_in_path, open},
    paths,
    words::{
        apps::AppsWords,
        dates,
        people::{CaregiverWords, EndWords, PeopleWords},
    },
};

#[component]
pub fn DelegationEndedPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::delegation_ended(id?).await });
    opened(page, Around::Portal(Tab::People), |facts| {
        view! { <Ended facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Ended(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let (w, p) = (EndWords(language), PeopleWords(language));
    let delegation = facts.delegation.clone();
    let first = delegation.first_name().to_owned();
    let (title, crumb) = if delegation.by_me {
        (w.left_title(&first), p.patients_title())
    } else {
        (w.stopped_title(&first), p.title())
    };
    view! {
        <DocumentTitle text=title.clone()/>
        <Crumb href=paths::People.to_string() words=crumb/>
        <div class="grid gap-4 mbs-4 mbe-12">
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Face name=delegation.name.clone()/>
                <h1 class="grow basis-72 min-inline-0" tabindex="-1" autofocus>{title}</h1>
                <DelegationChip status=delegation.status by_me=delegation.by_me language/>
            </div>
            <p class=LEAD><Rich text=how_it_ended(&delegation, language)/></p>
        </div>
        <div class=SPLIT>
            <section class="min-inline-0" aria-labelledby="proof">
                <h2 id="proof" class="mbe-6">{w.proof()}</h2>
                <Proof facts=facts.clone()/>
            </section>
            <Next facts/>
        </div>
    }
}

#[component]
fn Proof(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = EndWords(use_frame().language);
    let delegation = &facts.delegation;
    let at = delegation.ended.map_or(delegation.until, |ended| ended.at);
    let counts = facts.since.map(|since| {
        format!(
            "{} {}",
            w.looks_since(since.looks),
            w.refused_since(since.refused)
        )
    });
    let steps = [
        (w.the_end(), dates::moment(w.0, &frame.zone, at)),
        (w.closed(), w.closed_more().to_owned()),
    ];
    view! {
        <div class=CARD>
            <ol class="chain grid">
                {steps
                    .map(|(title, text)| {
                        view! {
                            <li class="grid grid-cols-[1.75rem_1fr] gap-3 pbe-4 text-small leading-[1.45]">
                                <span><b class="block">{title}</b>{text}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {counts
                .map(|text| view! { <p class=format!("{NOTE} [&_b]:text-ink")><Rich text/></p> })}
        </div>
    }
}

#[component]
fn Next(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let (w, h) = (EndWords(language), CaregiverWords(language));
    let delegation = facts.delegation;
    let mine = !delegation.by_me;
    view! {
        <aside class=ASIDE aria-label=w.next_steps()>
            {mine
                .then(|| {
                    view! {
                        <div class=WELL>
                            <p class="text-small">{w.invite_again()}</p>
                            <p class="mbs-2 text-small">
                                <a href=paths::Invite.to_string()>{PeopleWords(language).invite()}</a>
                            </p>
                        </div>
                    }
                })}
            <ul class="grid gap-2 text-small">
                <li>
                    <a href=paths::DelegationReceipt(delegation.id).to_string()>
                        {h.receipt_for(delegation.id.code())}
                    </a>
                </li>
                {mine
                    .then(|| {
                        view! {
                            <li>
                                <a href=paths::Caregiver(delegation.id).to_string()>
                                    {h.did(delegation.first_name())}
                                </a>
                            </li>
                            <li>
                                <a href=paths::Activity::default().to_string()>
                                    {AppsWords(language).all_activity()}
                                </a>
                            </li>
                        }
                    })}
            </ul>
        </aside>
    }
}
