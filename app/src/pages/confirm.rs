//! The page that restates the final choice: one sentence, what is shared and what is not, and the proof if one is needed.

use domain::ids::{AuthorizationRequestId, ConsentId};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, no_such_page, problem_in_query};
use crate::{
    api::{
        PortalError,
        connected_apps::ConfirmChange,
        consent::{Confirm, ConfirmFor, ConfirmPage as Facts, open_confirm},
    },
    components::{
        facts::FactLabel,
        field::{ProblemBox, TextField},
        layout::{Around, DocumentTitle, use_frame},
        opened::opened,
        rich::Rich,
        style::{BUTTON_WEIGH, CARD, NOTE},
    },
    paths,
    words::{
        consent::{ConfirmWords, ConsentWords},
        facts,
        frame::ProblemWords,
        shown,
    },
};

/// Before an app gets what it asked for.
#[component]
pub fn ConfirmConsentPage() -> impl IntoView {
    let about = move || id_in_path::<AuthorizationRequestId>("request").map(ConfirmFor::Request);
    let page = Resource::new_blocking(about, |about| async move {
        match about {
            Some(about) => open_confirm(about).await,
            None => no_such_page().await,
        }
    });
    opened(page, Around::Decision, |facts| {
        view! { <Restated facts/> }.into_any()
    })
}

/// Before an app sees more, or longer.
#[component]
pub fn ConfirmChangePage() -> impl IntoView {
    let about = move || id_in_path::<ConsentId>("consent").map(ConfirmFor::Change);
    let page = Resource::new_blocking(about, |about| async move {
        match about {
            Some(about) => open_confirm(about).await,
            None => no_such_page().await,
        }
    });
    opened(page, Around::Decision, |facts| {
        view! { <Restated facts/> }.into_any()
    })
}

#[component]
fn Restated(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ConfirmWords(frame.language);
    let problem = problem_in_query();
    let label = facts::Facts::of(&shown::about_confirm(&facts, &frame));
    let signed_in = w.signed_in_as(&facts.person);
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
            <SayYes facts problem/>
            <p class=NOTE>{signed_in}</p>
        </div>
    }
    .into_any()
}

/// The choice in one sentence.
#[component]
fn AboutTo(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = ConfirmWords(language);
    view! {
        <section class=CARD aria-labelledby="about-to">
            <h2 id="about-to" class="font-ui font-body text-small text-soft tracking-normal">{w.about_to()}</h2>
            <p class="font-voice text-lead leading-[1.45] mbs-1">
                <Rich text=shown::restated(&facts, &frame)/>
            </p>
        </section>
    }
    .into_any()
}

/// The proof, if one is needed, and the two ways on.
#[component]
fn SayYes(facts: Facts, problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
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
    let deny = matches!(facts.about, ConfirmFor::Request(_));
    view! {
        <form method="post" action=action class="grid gap-6">
            <input type="hidden" name=name value=id/>
            {facts.needs_password.then(|| view! { <Password problem/> })}
            <div class="grid grid-cols-2 gap-3 items-stretch">
                {if deny {
                    view! {
                        <button class=BUTTON_WEIGH name="press" value="deny">
                            {ConsentWords(language).do_not_share()}
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <a class=BUTTON_WEIGH href=back.clone()>{w.back()}</a> }.into_any()
                }}
                <button class=BUTTON_WEIGH name="press" value="share">
                    {w.yes_share()}
                </button>
            </div>
            {deny.then(|| view! { <p class="text-small"><a href=back>{w.back()}</a></p> })}
        </form>
    }
    .into_any()
}

#[component]
fn Password(problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
    let w = ConfirmWords(language);
    let p = ProblemWords(language);
    let error = match problem {
        Some(PortalError::WrongPassword) => Some(p.password_wrong().to_owned()),
        Some(PortalError::PasswordMissing) => Some(p.password_missing().to_owned()),
        _ => None,
    };
    view! {
        <TextField
            id="password"
            name="password"
            label=w.password()
            kind="password"
            autocomplete="current-password"
            hint=w.password_hint()
            error
        />
    }
    .into_any()
}
