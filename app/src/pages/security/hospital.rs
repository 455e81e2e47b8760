//! The hospital's own sign-in: go there, say that it belongs to the account, or take it away.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::hospital::{AddHospital, RemoveHospital},
    components::{
        crumb::Crumb,
        field::ProblemBox,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        proof::ProofFields,
        style::{BUTTON, BUTTON_END, BUTTON_MAIN, LEAD, NOTE},
    },
    facts::{
        PortalError,
        hospital::{HospitalPage as Facts, Standing},
        proof::RequiredProof,
    },
    pages::{open, problem_in_query},
    paths,
    words::{hospital::HospitalWords, security::SecurityWords},
};

#[component]
pub fn HospitalPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::hospital());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Hospital facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Hospital(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = HospitalWords(language);
    let problem = problem_in_query();
    let name = &facts.door.name;
    let (title, lead, more) = match &facts.standing {
        Standing::Apart => (w.apart_title(), w.apart_lead(name), None),
        Standing::Waiting(_) => (
            w.waiting_title(),
            w.waiting_lead(name),
            Some(w.only_yours()),
        ),
        Standing::Linked(..) => (w.linked_title(), w.linked_lead(name), Some(w.out())),
    };
    view! {
        <DocumentTitle text=title/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=paths::Security.to_string() words=SecurityWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{title}</h1>
                <p class=LEAD>{lead}</p>
                {more.map(|more| view! { <p>{more}</p> })}
            </div>
            {match facts.standing {
                Standing::Apart => view! { <Go name=facts.door.name.clone()/> }.into_any(),
                Standing::Waiting(asked) => view! { <Add asked problem/> }.into_any(),
                Standing::Linked(_, asked) => view! { <Remove asked problem/> }.into_any(),
            }}
            <p class=format!("{NOTE} mbs-6")>{w.account(facts.email)}</p>
        </div>
    }
}

#[component]
fn Go(name: String) -> impl IntoView {
    let w = HospitalWords(use_frame().language);
    view! {
        <form method="post" action=paths::HOSPITAL_SIGN_IN class="flex flex-wrap gap-3">
            <input type="hidden" name="next" value=paths::Security.to_string()/>
            <input type="hidden" name="add" value="true"/>
            <a class=BUTTON href=paths::Security.to_string()>{w.not_add()}</a>
            <button class=BUTTON_MAIN>{w.go(name)}</button>
        </form>
    }
}

#[component]
fn Add(asked: Option<RequiredProof>, problem: Option<PortalError>) -> impl IntoView {
    let w = HospitalWords(use_frame().language);
    view! {
        <form method="post" action=AddHospital::url() class="grid gap-6">
            {asked.map(|asked| view! { <ProofFields asked problem/> })}
            <div class="grid grid-cols-2 gap-3 items-stretch">
                <a class=BUTTON href=paths::Security.to_string()>{w.not_add()}</a>
                <button class=BUTTON_MAIN>{w.yes_add()}</button>
            </div>
        </form>
    }
}

#[component]
fn Remove(asked: Option<RequiredProof>, problem: Option<PortalError>) -> impl IntoView {
    let w = HospitalWords(use_frame().language);
    view! {
        <form method="post" action=RemoveHospital::url() class="grid gap-6">
            {asked.map(|asked| view! { <ProofFields asked problem/> })}
            <div class="grid grid-cols-2 gap-3 items-stretch">
                <a class=BUTTON href=paths::Security.to_string()>{w.keep()}</a>
                <button class=BUTTON_END>{w.yes_remove()}</button>
            </div>
        </form>
    }
}
