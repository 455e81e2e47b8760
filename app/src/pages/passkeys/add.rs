//! A new passkey: first the proof, then the name, and the browser makes it.

use domain::{ids::CeremonyId, language::Language, passkey::PasskeyName};
use leptos::{html, prelude::*, task::spawn_local};
use server_fn::ServerFn;

use crate::{
    api::{
        PortalError,
        passkeys::{AddPasskey, BeginPasskey, ProvePage, open_add_passkey, open_new_passkey},
        proof::PasskeyQuestion,
    },
    browser::{
        forms::before_sending,
        webauthn::{self, NoAnswer},
    },
    components::{
        crumb::Crumb,
        field::{ProblemBox, TextField},
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab, use_frame},
        opened::opened,
        proof::ProofFields,
        style::{BUTTON, BUTTON_MAIN, LEAD, NOTE},
    },
    pages::{id_in_path, problem_in_query},
    paths,
    words::{frame::ProblemWords, proof::AddPasskeyWords},
};

#[component]
pub fn AddPasskeyPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open_add_passkey());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Prove facts/> }.into_any()
    })
}

#[component]
fn Prove(facts: ProvePage) -> impl IntoView {
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
        open_new_passkey(ceremony?).await
    });
    opened(page, Around::Portal(Tab::Security), |question| {
        view! { <Make question/> }.into_any()
    })
}

#[component]
fn Make(question: PasskeyQuestion) -> impl IntoView {
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

/// The form that asks the browser for a new passkey before it is sent. Without scripts there is none to ask.
#[island]
pub fn MakePasskey(
    question: PasskeyQuestion,
    language: Language,
    action: String,
    children: Children,
) -> impl IntoView {
    let w = AddPasskeyWords(language);
    let can = RwSignal::new(false);
    let no_answer = RwSignal::new(None::<NoAnswer>);
    let field: NodeRef<html::Input> = NodeRef::new();
    let options = StoredValue::new(question.options);
    Effect::new(move |_| {
        let Some(field) = field.get().filter(|_| webauthn::has_passkeys()) else {
            return;
        };
        can.set(true);
        let filled = field.clone();
        let listening = before_sending(field, &["credential"], move |held| {
            let field = filled.clone();
            spawn_local(async move {
                let options = options.get_value();
                match webauthn::create(&options).await {
                    Ok(answer) => {
                        field.set_value(&answer);
                        held.send();
                    }
                    Err(why) => no_answer.set(Some(why)),
                }
            });
        });
        on_cleanup(move || listening.remove());
    });
    let said = move || {
        no_answer.get().map(|why| match why {
            NoAnswer::KnownAlready => w.known_already(),
            NoAnswer::Stopped | NoAnswer::Failed => w.stopped(),
        })
    };
    view! {
        <p hidden=move || can.get()>{w.needs_scripts()}</p>
        <form method="post" action=action class="grid gap-6" hidden=move || !can.get()>
            <input type="hidden" name="ceremony" value=question.ceremony.to_string()/>
            <input type="hidden" name="credential" node_ref=field/>
            <p role="status" class="font-strong" hidden=move || said().is_none()>
                {said}
            </p>
            {children()}
        </form>
    }
}
