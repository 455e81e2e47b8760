//! Codes on paper: the proof before new ones, and the page that shows them once.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::passkeys::MakePaperCodes,
    components::{
        crumb::Crumb,
        field::ProblemBox,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        print::Print,
        proof::ProofFields,
        style::{BUTTON, BUTTON_MAIN, CARD, LEAD, NOTE},
    },
    facts::passkeys::{CodesPage, ProvePage},
    pages::{open, problem_in_query},
    paths,
    words::proof::{AddPasskeyWords, PaperWords},
};

#[component]
pub fn PaperCodesPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::paper_codes());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Prove facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Prove(facts: ProvePage) -> impl IntoView {
    let language = use_frame().language;
    let w = PaperWords(language);
    let problem = problem_in_query();
    view! {
        <DocumentTitle text=w.title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=paths::Security.to_string() words=AddPasskeyWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{w.lead()}</p>
                <p>{w.old_end()}</p>
            </div>
            <form method="post" action=MakePaperCodes::url() class="grid gap-6">
                {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
                <div>
                    <button class=BUTTON_MAIN>{w.make()}</button>
                </div>
            </form>
        </div>
    }
}

#[component]
pub fn NewCodesPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::new_codes());
    opened(page, Around::Decision, |facts| {
        view! { <Codes facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Codes(facts: CodesPage) -> impl IntoView {
    let w = PaperWords(use_frame().language);
    if facts.codes.is_empty() {
        return view! {
            <DocumentTitle text=w.title()/>
            <div class="max-inline-[41rem] mx-auto">
                <Crumb href=paths::Security.to_string() words=AddPasskeyWords(w.0).back()/>
                <h1 tabindex="-1" class="mbs-4 mbe-4">{w.title()}</h1>
                <p class="mbe-6">{w.gone()}</p>
                <a class=BUTTON href=paths::PaperCodes.to_string()>{w.make()}</a>
            </div>
        }
        .into_any();
    }
    view! {
        <DocumentTitle text=w.made_title()/>
        <div class="max-inline-[41rem] mx-auto">
            <div class="grid gap-4 mbe-8">
                <h1 tabindex="-1">{w.made_title()}</h1>
                <p class=LEAD>{w.made_lead()}</p>
            </div>
            <ol class=format!(
                "{CARD} grid gap-x-8 gap-y-2 min-[30rem]:grid-cols-2 font-code text-lead",
            )>
                {facts.codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}
            </ol>
            <p class=format!("{NOTE} mbs-4")>{w.made_where()}</p>
            <div class="flex flex-wrap gap-3 mbs-6 print:hidden">
                <Print words=w.print().to_owned()/>
                <a class=BUTTON_MAIN href=paths::Security.to_string()>{w.done()}</a>
            </div>
        </div>
    }
    .into_any()
}
