//! A new passkey: first the proof, then the name, and the browser makes it.

use domain::{ids::CeremonyId, passkey::PasskeyName};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::passkeys::{AddPasskey, BeginPasskey},
    components::{
        crumb::Crumb,
        field::{ProblemBox, TextField},
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        make_passkey::MakePasskey,
        opened::opened,
        proof::ProofFields,
        style::{BUTTON, BUTTON_MAIN, LEAD, NOTE},
    },
    facts::{PortalError, passkeys::ProvePage, proof::PasskeyChallenge},
    pages::{id_in_path, open, problem_in_query},
    paths,
    words::{frame::ProblemWords, proof::AddPasskeyWords},
};

#[component]
pub fn AddPasskeyPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::add_passkey());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Prove facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Prove(facts: ProvePage) -> impl IntoView {
    let w = AddPasskeyWords(use_frame().language);
    let problem = problem_in_query();
    view! {
        <DocumentTitle text=w.title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=paths::Security.to_string() words=w.back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{w.lead()}</p>
                <p>{w.apps()}</p>
            </div>
            <form method="post" action=BeginPasskey::url() class="grid gap-6">
                {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
                <div>
                    <button class=BUTTON_MAIN>{w.go_on()}</button>
                </div>
            </form>
        </div>
    }
}

#[component]
pub fn NewPasskeyPage() -> impl IntoView {
    let ceremony = move || id_in_path::<CeremonyId>("ceremony");
    let page = Resource::new_blocking(ceremony, |ceremony| async move {
        open::new_passkey(ceremony?).await
    });
    opened(page, Around::Portal(Tab::Security), |question| {
        view! { <Make question/> }.into_any()
    })
}

#[component]
pub(crate) fn Make(question: PasskeyChallenge) -> impl IntoView {
    let language = use_frame().language;
    let w = AddPasskeyWords(language);
    let problem = problem_in_query();
    let name_error = problem
        .filter(|problem| *problem == PortalError::NameMissing)
        .map(|problem| ProblemWords(language).of(problem).to_owned());
    let back = paths::Security.to_string();
    view! {
        <DocumentTitle text=w.name_title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=back.clone() words=w.back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.name_title()}</h1>
                <p class=LEAD>{w.name_lead()}</p>
            </div>
            <MakePasskey question language action=AddPasskey::url().to_owned()>
                <TextField
                    id="name"
                    name="name"
                    label=w.name()
                    hint=w.name_hint()
                    error=name_error
                    required=true
                    maxlength=PasskeyName::LONGEST
                />
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=back>{w.back()}</a>
                    <button class=BUTTON_MAIN>
                        <Glyph icon=Icon::Key/>
                        {w.make()}
                    </button>
                </div>
                <p class=NOTE>{w.five_minutes()}</p>
            </MakePasskey>
        </div>
    }
}
