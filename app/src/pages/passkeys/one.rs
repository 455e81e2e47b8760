//! One passkey: its name, and its end.

use domain::{ids::PasskeyId, passkey::PasskeyName};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::passkeys::{GiveUpPasskey, KeepPasskey, RemovePasskey, RenamePasskey, VouchForPasskey},
    components::{
        crumb::Crumb,
        field::{ProblemBox, TextField},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        passkeys::about,
        proof::ProofFields,
        rich::Rich,
        style::{BUTTON, BUTTON_LOSE, BUTTON_MAIN, CARD},
    },
    facts::{PortalError, passkeys::PasskeyPage as Facts, proof::RequiredProof},
    pages::{id_in_path, open, problem_in_query},
    paths,
    words::{
        frame::ProblemWords,
        proof::{AddPasskeyWords, OnePasskeyWords},
    },
};

#[component]
pub fn PasskeyPage() -> impl IntoView {
    let passkey = move || id_in_path::<PasskeyId>("passkey");
    let page = Resource::new_blocking(
        passkey,
        |passkey| async move { open::passkey(passkey?).await },
    );
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <One facts/> }.into_any()
    })
}

#[component]
pub(crate) fn One(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = OnePasskeyWords(language);
    let problem = problem_in_query();
    let name_error = problem
        .filter(|problem| *problem == PortalError::NameMissing)
        .map(|problem| ProblemWords(language).of(problem).to_owned());
    let id = facts.passkey.id.to_string();
    view! {
        <DocumentTitle text=facts.passkey.name.clone()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=paths::Security.to_string() words=AddPasskeyWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1" class="break-words"><bdi>{facts.passkey.name.clone()}</bdi></h1>
                <p class="text-soft"><Rich text=about(&facts.passkey, &frame)/></p>
            </div>
            <form method="post" action=RenamePasskey::url() class="grid gap-4 mbe-12">
                <input type="hidden" name="passkey" value=id.clone()/>
                <TextField
                    id="name"
                    name="name"
                    label=w.rename()
                    value=facts.passkey.name
                    error=name_error
                    required=true
                    maxlength=PasskeyName::LONGEST
                />
                <div>
                    <button class=BUTTON>{w.save()}</button>
                </div>
            </form>
            {facts.vouching.map(|asked| view! { <Vouch id=id.clone() asked problem/> })}
            {if facts.passkey.in_doubt {
                view! { <Keep id=id.clone() asked=facts.keeping problem/> }.into_any()
            } else {
                view! { <Remove id asked=facts.proof last=facts.last problem/> }.into_any()
            }}
        </div>
    }
}

/// An older passkey speaks for this one.
#[component]
fn Vouch(id: String, asked: RequiredProof, problem: Option<PortalError>) -> impl IntoView {
    let w = OnePasskeyWords(use_frame().language);
    view! {
        <section class=format!("{CARD} mbe-12") aria-labelledby="vouch">
            <h2 id="vouch" class="text-h3">{w.vouch()}</h2>
            <p class="mbs-2">{w.vouch_hint()}</p>
            <form method="post" action=VouchForPasskey::url() class="grid gap-6 mbs-6">
                <input type="hidden" name="which" value=id/>
                <ProofFields asked problem/>
                <div>
                    <button class=BUTTON_MAIN>{w.yes_vouch()}</button>
                </div>
            </form>
        </section>
    }
}

/// A trust change put it in doubt: it is theirs, or it goes.
#[component]
fn Keep(id: String, asked: Option<RequiredProof>, problem: Option<PortalError>) -> impl IntoView {
    let w = OnePasskeyWords(use_frame().language);
    view! {
        <section class=CARD aria-labelledby="keep">
            <h2 id="keep" class="text-h3">{w.in_doubt()}</h2>
            <p class="mbs-2">{w.in_doubt_hint()}</p>
            <form method="post" action=KeepPasskey::url() class="grid gap-6 mbs-6">
                <input type="hidden" name="which" value=id.clone()/>
                {asked.map(|asked| view! { <ProofFields asked problem/> })}
                <div>
                    <button class=BUTTON_MAIN>{w.yes_keep()}</button>
                </div>
            </form>
            <form method="post" action=GiveUpPasskey::url() class="mbs-4">
                <input type="hidden" name="which" value=id/>
                <button class=BUTTON_LOSE>{w.no_keep()}</button>
            </form>
        </section>
    }
}

/// Its end.
#[component]
fn Remove(
    id: String,
    asked: Option<RequiredProof>,
    last: bool,
    problem: Option<PortalError>,
) -> impl IntoView {
    let w = OnePasskeyWords(use_frame().language);
    let back = paths::Security.to_string();
    view! {
            <section class=CARD aria-labelledby="remove">
                <h2 id="remove" class="text-h3">{w.remove()}</h2>
                <p class="mbs-2">{w.remove_hint()}</p>
                {last.then(|| view! { <p class="mbs-2 font-strong">{w.last()}</p> })}
                <form method="post" action=RemovePasskey::url() class="grid gap-6 mbs-6">
                    <input type="hidden" name="which" value=id/>
                    {asked.map(|asked| view! { <ProofFields asked problem/> })}
                    <div class="grid grid-cols-2 gap-3 items-stretch">
                        <a class=BUTTON href=back>{w.keep()}</a>
                        <button class=BUTTON_LOSE>{w.yes_remove()}</button>
                    </div>
                </form>
            </section>
    }
}
