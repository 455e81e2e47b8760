//! "Is this yours?": what a new password put in doubt, one by one.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::passkeys::GiveUpPasskey,
    components::{
        crumb::Crumb,
        field::ProblemBox,
        frame::use_frame,
        icon::Icon,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        passkeys::about,
        rows::{Row, Rows},
        style::{BUTTON, BUTTON_MAIN, LEAD, NOTE},
    },
    facts::passkeys::{PasskeyFacts, YoursPage as Facts},
    pages::{in_query, open, problem_in_query},
    paths,
    words::{proof::YoursWords, security::SecurityWords},
};

#[component]
pub fn YoursPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::yours());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Yours facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Yours(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = YoursWords(language);
    let Facts {
        passkeys,
        apps,
        caregivers,
    } = facts;
    let none = passkeys.is_empty() && apps.is_empty() && caregivers.is_empty();
    let done = [("kept", w.kept()), ("gone", w.gone())];
    let done = done.into_iter().find(|(name, _)| in_query(name).is_some());
    view! {
        <DocumentTitle text=w.title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            {done
                .map(|(_, words)| {
                    view! { <p class=NOTE role="status" tabindex="-1" autofocus>{words}</p> }
                })}
            <Crumb href=paths::Security.to_string() words=SecurityWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{if none { w.none() } else { w.lead() }}</p>
                {(!none).then(|| view! { <p class="text-small text-soft">{w.gone_too()}</p> })}
            </div>
            <Passkeys passkeys/>
            <Named
                id="apps"
                title=w.apps()
                about=w.app_about()
                icon=Icon::Apps
                rows=apps
                    .into_iter()
                    .map(|(id, name)| {
                        (name, paths::App(id).to_string(), paths::Stop(id).to_string())
                    })
                    .collect()
            />
            <Named
                id="caregivers"
                title=w.caregivers()
                about=w.caregiver_about()
                icon=Icon::Letter
                rows=caregivers
                    .into_iter()
                    .map(|(id, name)| {
                        let end = paths::EndDelegation(id).to_string();
                        (name, paths::Caregiver(id).to_string(), end)
                    })
                    .collect()
            />
            <p class="mbs-8">
                <a class=BUTTON_MAIN href=paths::Home.to_string()>{w.go_on()}</a>
            </p>
        </div>
    }
}

#[component]
fn Passkeys(passkeys: Vec<PasskeyFacts>) -> impl IntoView {
    let w = YoursWords(use_frame().language);
    (!passkeys.is_empty()).then(|| {
        view! {
            <section class="mbe-8" aria-labelledby="passkeys">
                <h2 id="passkeys" class="text-h3 mbe-4">{w.passkeys()}</h2>
                <Rows>
                    {passkeys.into_iter().map(|passkey| view! { <Passkey passkey/> }).collect_view()}
                </Rows>
            </section>
        }
    })
}

/// A yes needs a proof and has its page; a no needs none.
#[component]
fn Passkey(passkey: PasskeyFacts) -> impl IntoView {
    let frame = use_frame();
    let w = YoursWords(frame.language);
    let name = passkey.name.clone();
    view! {
        <Row icon=Icon::Key name=name.clone() about=about(&passkey, &frame)>
            <a class=BUTTON href=paths::Passkey(passkey.id).to_string()>
                <span>{w.yes()}<span class="hush">{w.about(&name)}</span></span>
            </a>
            <form method="post" action=GiveUpPasskey::url()>
                <input type="hidden" name="which" value=passkey.id.to_string()/>
                <button class=BUTTON>
                    <span>{w.no()}<span class="hush">{w.about(&name)}</span></span>
                </button>
            </form>
        </Row>
    }
}

/// Apps or caregivers, each with the page of its yes and the page of its no.
#[component]
fn Named(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    icon: Icon,
    rows: Vec<(String, String, String)>,
) -> impl IntoView {
    let w = YoursWords(use_frame().language);
    (!rows.is_empty()).then(move || {
        let rows = rows.into_iter().map(move |(name, yes, no)| {
            let hint = w.about(&name);
            view! {
                <Row icon name about>
                    <a class=BUTTON href=yes>
                        <span>{w.yes()}<span class="hush">{hint.clone()}</span></span>
                    </a>
                    <a class=BUTTON href=no>
                        <span>{w.no()}<span class="hush">{hint}</span></span>
                    </a>
                </Row>
            }
        });
        view! {
            <section class="mbe-8" aria-labelledby=id>
                <h2 id=id class="text-h3 mbe-4">{title}</h2>
                <Rows>{rows.collect_view()}</Rows>
            </section>
        }
    })
}
