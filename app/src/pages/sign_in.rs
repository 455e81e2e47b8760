//! Signing in. It shares nothing, and the page says so.

use leptos::prelude::*;
use server_fn::ServerFn;

use super::{in_query, open, problem_in_query};
use crate::{
    api::sign_in::SignIn,
    components::{
        brand::{Brand, Echo},
        field::{ProblemBox, TextField},
        frame::use_frame,
        hospital::HospitalWay,
        layout::{Around, DocumentTitle, OtherLanguage},
        opened::opened,
        passkey_door::PasskeyDoor,
        style::{BUTTON_MAIN, NOTE},
    },
    facts::{PortalError, sign_in::SignInPage as Facts},
    paths,
    words::{
        activation::ActivationWords, frame::SignInWords, people::InvitationWords,
        privacy::PrivacyWords, security::RecoveryWords, text,
    },
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let next = in_query("next").unwrap_or_default();
    let page = Resource::new_blocking(move || next.clone(), open::sign_in);
    opened(page, Around::Nothing, |facts| {
        view! { <Door facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Door(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = SignInWords(frame.language);
    view! {
        <DocumentTitle text=text::plain(w.sign_in())/>
        <div class="grid min-block-svh grid-rows-[auto_1fr] lg:grid-rows-1 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <header class="relative overflow-clip grid content-start gap-8 px-gutter py-6 lg:p-12 bg-accent-soft lg:border-ie border-accent-line">
                <Echo/>
                <div class="relative"><Brand/></div>
                <p class="relative font-voice text-[clamp(1.625rem,1.1rem+2.2vw,2.5rem)] leading-[1.22] tracking-[-0.01em] max-inline-[22ch] text-balance">
                    {w.promise()}
                </p>
                <p class="hidden lg:block absolute inset-s-12 inset-be-8 text-note text-soft">
                    {frame.organisation.clone()}
                </p>
            </header>
            <main id="main" tabindex="-1" class="grid content-center py-8 px-gutter">
                <div class="grid gap-6 inline-full max-inline-[27rem] mx-auto">
                    <SignInForm facts=facts.clone()/>
                    {facts
                        .hospital
                        .map(|door| view! { <HospitalWay door next=facts.next.clone()/> })}
                    {facts
                        .invitation
                        .map(|secret| {
                            let href = paths::NewAccount { secret }.to_string();
                            view! {
                                <p class="text-small">
                                    <a href=href>{InvitationWords(frame.language).make_account()}</a>
                                </p>
                            }
                        })}
                    <p class="text-small">
                        <a href=paths::Recovery.to_string()>{w.recover_account()}</a>
                    </p>
                    <p class="text-small">
                        <a href=paths::Activate::default().to_string()>
                            {ActivationWords(frame.language).got_letter()}
                        </a>
                    </p>
                    <p class="text-small"><a href=paths::GotInvited.to_string()>{w.got_invited()}</a></p>
                    <p class=NOTE>{w.shares_nothing()}</p>
                    {frame
                        .privacy_notice
                        .map(|_| {
                            let words = PrivacyWords(frame.language).title(&frame.organisation);
                            view! { <p class=NOTE><a href=paths::Privacy.to_string()>{words}</a></p> }
                        })}
                    <OtherLanguage/>
                </div>
            </main>
        </div>
    }
}

#[component]
fn SignInForm(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = SignInWords(frame.language);
    let problem = problem_in_query().filter(|problem| *problem != PortalError::SignInFirst);
    let next = facts.next.clone();
    let hint = match &facts.app {
        Some(app) => w.for_app(app),
        None if facts.invitation.is_some() => {
            InvitationWords(frame.language).for_invite().to_owned()
        }
        None => w.who_for(&frame.organisation),
    };
    view! {
        <div class="grid gap-2">
            <h1 class="text-h2">{w.title()}</h1>
            <p class="text-small text-soft">{hint}</p>
        </div>
        {problem.map(|problem| view! { <ProblemBox problem field="email"/> })}
        {happened(w).map(|words| {
            view! {
                <p
                    class="px-6 py-4 rounded-control border-s-4 border-accent bg-accent-soft"
                    role="status"
                    tabindex="-1"
                    autofocus
                >
                    {words}
                </p>
            }
        })}
        <form method="post" action=SignIn::url() class="grid gap-4" aria-label=w.sign_in()>
            <input type="hidden" name="next" value=next.clone()/>
            <TextField
                id="email"
                name="email"
                label=w.email()
                kind="email"
                autocomplete="username webauthn"
                value=facts.email
            />
            <TextField
                id="password"
                name="password"
                label=w.password()
                kind="password"
                autocomplete="current-password"
            />
            <button class=format!("{BUTTON_MAIN} inline-full")>{w.sign_in()}</button>
        </form>
        <PasskeyDoor next language=w.0/>
    }
}

/// What happened just before.
fn happened(w: SignInWords) -> Option<&'static str> {
    let said = [
        ("recovered", RecoveryWords(w.0).recovered()),
        (paths::KEPT, w.kept()),
        (paths::SIGNED_OUT, w.signed_out()),
    ];
    let mut said = said.into_iter();
    said.find_map(|(name, words)| in_query(name).map(|_| words))
}
