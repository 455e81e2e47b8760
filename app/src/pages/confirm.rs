//! The page that restates the final choice: one sentence, what is shared and what is not, and the proof if one is needed.

use domain::{
    catalogue::SensitiveTopic,
    ids::{AuthorizationRequestId, ConsentId},
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, open, problem_in_query};
use crate::{
    api::{connected_apps::ConfirmChange, consent::Confirm},
    components::{
        acting::ActingField,
        facts::{FactLabel, Ticks},
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        notice_beside::NoticeBeside,
        opened::opened,
        proof::{ProofFields, ProofLabel},
        rich::Rich,
        style::{BUTTON, BUTTON_MAIN, CARD, NOTE},
    },
    facts::{
        PortalError,
        consent::{ConfirmFor, ConfirmPage as Facts},
        proof::RequiredProof,
    },
    paths,
    words::{
        consent::{ConfirmWords, ConsentWords},
        facts, seen, shown,
    },
};

/// Before an app gets what it asked for.
#[component]
pub fn ConfirmConsentPage() -> impl IntoView {
    let about = move || id_in_path::<AuthorizationRequestId>("request").map(ConfirmFor::Request);
    let page = Resource::new_blocking(about, |about| async move { open::confirm(about?).await });
    opened(page, Around::Decision, |facts| {
        view! { <Restated facts/> }.into_any()
    })
}

/// Before an app sees more, or longer.
#[component]
pub fn ConfirmChangePage() -> impl IntoView {
    let about = move || id_in_path::<ConsentId>("consent").map(ConfirmFor::Change);
    let page = Resource::new_blocking(about, |about| async move { open::confirm(about?).await });
    opened(page, Around::Decision, |facts| {
        view! { <Restated facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Restated(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ConfirmWords(frame.language);
    let problem = problem_in_query();
    let label = facts::Facts::of(&shown::about_confirm(&facts, &frame));
    let signed_in = frame
        .person
        .as_ref()
        .map(|person| w.signed_in_as(&person.name));
    view! {
        <DocumentTitle text=w.title()/>
        <div class="grid gap-8 max-inline-[41rem] mx-auto">
            <div class="grid gap-3">
                {problem.map(|problem| view! { <ProblemBox problem/> })}
                <h1 class="text-[clamp(1.875rem,1.6rem+1.15vw,2.5rem)]" tabindex="-1">{w.title()}</h1>
                <p class="text-lead text-soft">{w.lead()}</p>
            </div>
            <AboutTo facts=facts.clone()/>
            <FactLabel facts=Memo::new(move |_| label.clone())/>
            <NoticeBeside/>
            <SayYes facts problem/>
            {signed_in.map(|text| view! { <p class=NOTE>{text}</p> })}
        </div>
    }
}

/// The choice in one sentence, and line by line.
#[component]
fn AboutTo(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = ConfirmWords(language);
    let shared = shown::shared_lines(facts.choice.categories, facts.choice.topics, language);
    let not_shared = shown::not_shared_line(&facts, language);
    // 42 CFR 2.32: the notice on redisclosure goes with the data, and is said before it is shared.
    let restricted = facts.choice.topics.contains(SensitiveTopic::SubstanceUse);
    let law = restricted.then(|| ConsentWords(language).law_for(frame.other()));
    view! {
        <section class=CARD aria-labelledby="about-to">
            <h2 id="about-to" class="font-ui font-body text-small text-soft tracking-normal">{w.about_to()}</h2>
            <p class="font-voice text-lead leading-[1.45] mbs-1 mbe-4">
                <Rich text=shown::restated(&facts, &frame)/>
            </p>
            <Ticks lines=shared mark=Icon::Check class="text-small"/>
            {not_shared
                .map(|line| {
                    view! { <Ticks lines=vec![line] mark=Icon::Cross class="text-small mbs-2 text-soft"/> }
                })}
            {law.map(|text| view! { <p class="text-small mbs-4"><Rich text/></p> })}
        </section>
    }
}

/// The proof, if one is needed, and the two ways on.
#[component]
fn SayYes(facts: Facts, problem: Option<PortalError>) -> impl IntoView {
    let frame = use_frame();
    let seen = seen::confirm(&facts, &frame);
    let language = frame.language;
    let w = ConfirmWords(language);
    let (action, name, id, back) = match facts.about {
        ConfirmFor::Request(id) => (
            Confirm::url(),
            "request",
            id.to_string(),
            paths::Consent(id).to_string(),
        ),
        ConfirmFor::Change(id) => (
            ConfirmChange::url(),
            "consent",
            id.to_string(),
            paths::App(id).to_string(),
        ),
    };
    let by_passkey = facts
        .proof
        .as_ref()
        .is_some_and(|asked| asked.passkey.is_some());
    // The fields say why, and where to go.
    let stuck = facts.proof.as_ref().is_some_and(RequiredProof::has_no_way);
    let deny = matches!(facts.about, ConfirmFor::Request(_));
    view! {
        <form method="post" action=action class="grid gap-6">
            <input type="hidden" name=name value=id/>
            <input type="hidden" name="shown" value=seen/>
            {deny.then(|| view! { <ActingField/> })}
            {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
            <div class="grid grid-cols-2 gap-3 items-stretch">
                {if deny {
                    view! {
                        <button class=BUTTON name="press" value="deny" formnovalidate>
                            {ConsentWords(language).do_not_share()}
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <a class=BUTTON href=back.clone()>{w.back()}</a> }.into_any()
                }}
                <button class=BUTTON_MAIN name="press" value="share" disabled=stuck>
                    <Glyph icon=Icon::Check/>
                    <ProofLabel
                        by_passkey
                        with=w.passkey_share().to_owned()
                        without=w.yes_share().to_owned()
                    />
                </button>
            </div>
            {deny.then(|| view! { <p class="text-small"><a href=back>{w.back()}</a></p> })}
        </form>
    }
}
