//! How somebody signs in: one section for each way, each a component of its own.

pub mod hospital;
pub mod password;

use leptos::prelude::*;

use super::{in_query, problem_in_query};
use crate::{
    api::security::{SecurityPage as Facts, open_security},
    components::{
        field::ProblemBox,
        hospital::HospitalSection,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab, use_frame},
        opened::opened,
        passkeys::{PaperCodes, Passkeys},
        places::Places,
        style::{ASIDE, BUTTON, LEAD, NOTE, OPENING, SPLIT, WELL},
    },
    paths,
    words::{hospital::HospitalWords, proof::KeyWords, security::SecurityWords},
};

#[component]
pub fn SecurityPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open_security());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Security facts/> }.into_any()
    })
}

#[component]
fn Security(facts: Facts) -> impl IntoView {
    let w = SecurityWords(use_frame().language);
    let problem = problem_in_query();
    let paper = facts.keys.paper.clone();
    view! {
        <DocumentTitle text=w.title()/>
        {problem.map(|problem| view! { <ProblemBox problem/> })}
        <JustDone/>
        <div class=OPENING>
            <h1 tabindex="-1">{w.title()}</h1>
            <p class=LEAD>{w.lead()}</p>
        </div>
        <div class=SPLIT>
            <div class="grid gap-section min-inline-0">
                <Passkeys facts=facts.keys/>
                <Places places=facts.places/>
                <Password/>
                <PaperCodes paper/>
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
        ("saved", w.saved()),
        ("held", w.held()),
        ("added", k.added()),
        ("renamed", k.renamed()),
        ("removed", k.removed()),
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
