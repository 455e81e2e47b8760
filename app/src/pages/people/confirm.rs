//! The pages that restate what somebody is given, in words, before the patient shows who they are and says yes.

use domain::{Timestamp, delegation::Limits, ids::DelegationId};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::people::{ConfirmCaregiver, SendInvite},
    components::{
        facts::Ticks,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        opened::opened,
        proof::ProofFields,
        rich::Rich,
        style::{BUTTON, BUTTON_MAIN, CARD, NOTE},
    },
    facts::{
        PortalError,
        people::{ConfirmCaregiverPage as CaregiverFacts, ConfirmInvitePage as InviteFacts},
        proof::RequiredProof,
    },
    pages::{id_in_path, open, problem_in_query},
    paths,
    words::{
        consent::ConfirmWords,
        dates,
        people::{
            CaregiverWords, DelegationPartWords, InviteWords, abilities_given, abilities_missing,
        },
        seen,
    },
};

/// Before an invitation is sent.
#[component]
pub fn ConfirmInvitePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::confirm_invite());
    opened(page, Around::Decision, |facts| {
        view! { <Invitation facts/> }.into_any()
    })
}

/// Before a caregiver gets more, or longer.
#[component]
pub fn ConfirmCaregiverPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::confirm_caregiver(id?).await });
    opened(page, Around::Decision, |facts| {
        view! { <Change facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Invitation(facts: InviteFacts) -> impl IntoView {
    let frame = use_frame();
    let (language, seen) = (frame.language, seen::invite(&facts, &frame));
    let w = InviteWords(language);
    let date = dates::day(language, frame.last_day(facts.until));
    let problem = problem_in_query();
    // The fields say why, and where to go.
    let stuck = facts.proof.has_no_way();
    view! {
        <Restated
            restated=w.restated(&facts.name, &facts.email, date)
            limits=facts.limits
            until=facts.until
            topics_until=facts.topics_until
            problem
        >
            <p class=NOTE>{w.mail_goes()}</p>
            <form method="post" action=SendInvite::url() class="grid gap-6">
                <input type="hidden" name="shown" value=seen/>
                <Proof asked=facts.proof problem/>
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=paths::Invite.to_string()>{w.go_back()}</a>
                    <button class=BUTTON_MAIN disabled=stuck>
                        <Glyph icon=Icon::Check/>
                        {w.yes_send()}
                    </button>
                </div>
            </form>
        </Restated>
    }
}

#[component]
pub(crate) fn Change(facts: CaregiverFacts) -> impl IntoView {
    let frame = use_frame();
    let (language, seen) = (frame.language, seen::caregiver_change(&facts, &frame));
    let w = CaregiverWords(language);
    let date = dates::day(language, frame.last_day(facts.until));
    let problem = problem_in_query();
    let first = facts.delegation.first_name().to_owned();
    let tells = if facts.delegation.quiet {
        w.quiet(&first)
    } else {
        w.tells(&first)
    };
    let delegation = facts.delegation.id;
    let stuck = facts.proof.has_no_way();
    view! {
        <Restated
            restated=w.confirm_restated(&facts.delegation.name, date)
            limits=facts.limits
            until=facts.until
            topics_until=facts.topics_until
            problem
        >
            <p class=NOTE>{tells}</p>
            <form method="post" action=ConfirmCaregiver::url() class="grid gap-6">
                <input type="hidden" name="delegation" value=delegation.to_string()/>
                <input type="hidden" name="shown" value=seen/>
                <Proof asked=facts.proof problem/>
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=paths::Caregiver(delegation).to_string()>{w.back()}</a>
                    <button class=BUTTON_MAIN disabled=stuck>
                        <Glyph icon=Icon::Check/>
                        {w.yes_change()}
                    </button>
                </div>
            </form>
        </Restated>
    }
}

#[component]
fn Proof(asked: RequiredProof, problem: Option<PortalError>) -> impl IntoView {
    view! { <ProofFields asked problem/> }
}

/// What they will be able to do, and what not, with the same weight.
#[component]
fn Restated(
    restated: String,
    limits: Limits,
    until: Timestamp,
    topics_until: Timestamp,
    problem: Option<PortalError>,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (c, p) = (ConfirmWords(language), DelegationPartWords(language));
    let topics = (!limits.topics.is_empty() && topics_until < until)
        .then(|| p.topics_until(dates::day(language, frame.last_day(topics_until))));
    let person = frame.person.as_ref().map(|person| person.name.clone());
    view! {
        <DocumentTitle text=c.title()/>
        <div class="grid gap-8 max-inline-[41rem] mx-auto">
            <div class="grid gap-3">
                {problem.map(|problem| view! { <ProblemBox problem/> })}
                <h1 class="text-[clamp(1.875rem,1.6rem+1.15vw,2.5rem)]" tabindex="-1">{c.title()}</h1>
                <p class="text-lead text-soft">{c.lead()}</p>
            </div>
            <section class=CARD aria-labelledby="about-to">
                <h2 id="about-to" class="font-ui font-body text-small text-soft tracking-normal">{c.about_to()}</h2>
                <p class="font-voice text-lead leading-[1.45] mbs-1 mbe-4"><Rich text=restated/></p>
                <div class="grid gap-6 sm:grid-cols-2">
                    <div>
                        <h3 class="font-ui font-strong text-small mbe-2">{p.can_see()}</h3>
                        <Ticks lines=abilities_given(language, limits) mark=Icon::Check class="text-small"/>
                    </div>
                    <div>
                        <h3 class="font-ui font-strong text-small mbe-2">{p.cannot_do()}</h3>
                        <Ticks lines=abilities_missing(language, limits) mark=Icon::Cross class="text-small"/>
                    </div>
                </div>
                {topics.map(|text| view! { <p class="text-small mbs-4"><Rich text/></p> })}
            </section>
            {children()}
            {person.map(|person| view! { <p class=NOTE>{c.signed_in_as(person)}</p> })}
        </div>
    }
}
