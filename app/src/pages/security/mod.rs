//! How somebody signs in: one section for each way, each a component of its own.

pub mod hospital;
pub mod password;
pub mod sign_in;
pub mod yours;

use leptos::prelude::*;
use server_fn::ServerFn;

use super::{in_query, problem_in_query};
use crate::{
    api::security::StopRecovery,
    components::{
        acting::OwnPage,
        field::ProblemBox,
        frame::use_frame,
        hospital::HospitalSection,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        passkeys::{PaperCodes, Passkeys},
        places::Places,
        proof::ProofFields,
        rich::Rich,
        rows::{Row, Rows},
        style::{ASIDE, BUTTON, LEAD, NOTE, OPENING, SPLIT, WELL},
    },
    facts::security::{SecurityPage as Facts, WaitingFacts},
    pages::open,
    paths,
    words::{
        dates,
        hospital::HospitalWords,
        proof::KeyWords,
        security::{RecoveryWords, SecurityWords, SignInChoiceWords},
    },
};

#[component]
pub fn SecurityPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::security());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Security facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Security(facts: Facts) -> impl IntoView {
    let w = SecurityWords(use_frame().language);
    let problem = problem_in_query();
    let paper = facts.keys.paper.clone();
    let waits = !facts.keys.passkeys.is_empty();
    view! {
        <DocumentTitle text=w.title()/>
        {problem.map(|problem| view! { <ProblemBox problem/> })}
        <JustDone/>
        <div class=OPENING>
            <h1 tabindex="-1">{w.title()}</h1>
            <p class=LEAD>{w.lead()}</p>
            <OwnPage/>
        </div>
        {facts.waiting.map(|waiting| view! { <SomebodyWaits waiting/> })}
        <div class=SPLIT>
            <div class="grid gap-section min-inline-0">
                <Passkeys facts=facts.keys/>
                <Places places=facts.places/>
                <Password/>
                <OnlyPasskeys only=facts.only_passkeys/>
                <PaperCodes paper/>
                <ByMail email=facts.email waits/>
                {facts.hospital.map(|facts| view! { <HospitalSection facts/> })}
            </div>
            <aside class=ASIDE aria-label=w.beside()>
                <div class=WELL>
                    <h2 class="text-h3">{w.not_you()}</h2>
                    <p class="mbs-2 text-small text-soft">{w.not_you_hint()}</p>
                </div>
                <p class=NOTE>{w.stopping()}</p>
            </aside>
        </div>
    }
}

/// Says what a form of this page did, once, where the focus is.
#[component]
fn JustDone() -> impl IntoView {
    let language = use_frame().language;
    let (w, k) = (SecurityWords(language), KeyWords(language));
    let hospital = HospitalWords(language);
    let done = [
        ("out", w.signed_out()),
        ("all-out", w.all_out()),
        ("saved", w.saved()),
        ("held", w.held()),
        ("stopped", RecoveryWords(language).stopped()),
        ("added", k.added()),
        ("renamed", k.renamed()),
        ("removed", k.removed()),
        ("vouched", k.vouched()),
        ("chosen", SignInChoiceWords(language).saved()),
        ("waiting", k.waiting()),
        ("hospital-added", hospital.added()),
        ("hospital-removed", hospital.removed()),
    ];
    let done = done.into_iter().find(|(name, _)| in_query(name).is_some());
    done.map(|(name, words)| {
        let apps = matches!(name, "held" | "waiting");
        view! {
            <div
                class="flex flex-wrap items-center gap-3 px-6 py-4 mbe-8 rounded-control border-s-4 border-accent bg-accent-soft"
                role="status"
                tabindex="-1"
                autofocus
            >
                <Glyph icon=Icon::Check/>
                <p>{words}</p>
                {apps.then(|| view! { <a href=paths::Apps.to_string()>{w.look_at_apps()}</a> })}
            </div>
        }
    })
}

/// What is left when nothing else works. With a passkey, mail alone has to wait.
#[component]
fn ByMail(email: String, waits: bool) -> impl IntoView {
    let w = RecoveryWords(use_frame().language);
    let (name, about) = if waits {
        (w.way_and_wait(), w.way_and_wait_about(email))
    } else {
        (w.way(), w.way_about(email))
    };
    view! {
        <section aria-labelledby="by-mail">
            <h2 id="by-mail" class="mbe-4">{w.if_you_cannot()}</h2>
            <Rows>
                <Row icon=Icon::Letter name about/>
            </Rows>
        </section>
    }
}

/// Somebody wants to get in by mail alone. Who has an older key can stop it.
#[component]
fn SomebodyWaits(waiting: WaitingFacts) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = RecoveryWords(language);
    let opens = dates::breakable_moment(language, &frame.zone, waiting.opens);
    let problem = problem_in_query();
    view! {
        <section
            class="grid gap-4 justify-items-start px-6 py-4 mbe-8 rounded-control border-s-4 border-notice-line bg-notice text-on-notice"
            aria-labelledby="waits"
        >
            <h2 id="waits" class="font-ui font-strong text-body tracking-normal">
                <Rich text=w.asked(opens)/>
            </h2>
            <p>{w.not_you()}</p>
            <p>{w.stop_needs()}</p>
            <form method="post" action=StopRecovery::url() class="grid gap-4 justify-items-start">
                {waiting.proof.map(|asked| view! { <ProofFields asked problem/> })}
                <button class=BUTTON>{w.stop()}</button>
            </form>
        </section>
    }
}

/// Whether nothing but a passkey signs in.
#[component]
fn OnlyPasskeys(only: bool) -> impl IntoView {
    let w = SignInChoiceWords(use_frame().language);
    let now = if only { w.is_only() } else { w.is_any() };
    view! {
        <section aria-labelledby="opens">
            <h2 id="opens">{w.title()}</h2>
            <p class="text-soft mbs-2 mbe-6">{now}</p>
            <a class=BUTTON href=paths::SignInChoice.to_string()>
                {w.change()}
            </a>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let w = SecurityWords(use_frame().language);
    view! {
        <section aria-labelledby="password">
            <h2 id="password">{w.password()}</h2>
            <p class="text-soft mbs-2 mbe-6">{w.password_hint()}</p>
            <a class=BUTTON href=paths::NewPassword.to_string()>
                {w.new_password()}
            </a>
        </section>
    }
}
