//! One passkey: its name, and its end.

use domain::{ids::PasskeyId, passkey::PasskeyName};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::passkeys::{RemovePasskey, RenamePasskey},
    components::{
        crumb::Crumb,
        field::{ProblemBox, TextField},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        passkeys::about,
        proof::ProofFields,
        rich::Rich,
        style::{BUTTON, BUTTON_LOSE, CARD},
    },
    facts::{PortalError, passkeys::PasskeyPage as Facts},
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
    let back = paths::Security.to_string();
    let id = facts.passkey.id.to_string();
    view! {
        <DocumentTitle text=facts.passkey.name.clone()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=back.clone() words=AddPasskeyWords(language).back()/>
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
            <section class=CARD aria-labelledby="remove">
                <h2 id="remove" class="text-h3">{w.remove()}</h2>
                <p class="mbs-2">{w.remove_hint()}</p>
                {facts.last.then(|| view! { <p class="mbs-2 font-strong">{w.last()}</p> })}
                <form method="post" action=RemovePasskey::url() class="grid gap-6 mbs-6">
                    <input type="hidden" name="which" value=id/>
                    {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
                    <div class="grid grid-cols-2 gap-3 items-stretch">
                        <a class=BUTTON href=back>{w.keep()}</a>
                        <button class=BUTTON_LOSE>{w.yes_remove()}</button>
                    </div>
                </form>
            </section>
        </div>
    }
}
