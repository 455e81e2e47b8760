//! Whether nothing but a passkey signs in.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::security::ChooseSignIn,
    components::{
        crumb::Crumb,
        field::ProblemBox,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        proof::ProofFields,
        style::{BUTTON, BUTTON_MAIN, LEAD, WELL},
    },
    facts::security::SignInChoicePage as Facts,
    pages::{open, problem_in_query},
    paths,
    words::{
        proof::ProofWords,
        security::{SecurityWords, SignInChoiceWords},
    },
};

#[component]
pub fn SignInChoicePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::sign_in_choice());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <Choice facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Choice(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = SignInChoiceWords(language);
    let back = paths::Security.to_string();
    let (now, wanted, button) = if facts.only_passkeys {
        (w.is_only(), "no", w.any())
    } else {
        (w.is_any(), "yes", w.only())
    };
    let problem = problem_in_query();
    view! {
        <DocumentTitle text=w.title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=back.clone() words=SecurityWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{now}</p>
                <p>{w.lost()}</p>
            </div>
            {if facts.possible || facts.only_passkeys {
                view! {
                    <form method="post" action=ChooseSignIn::url() class="grid gap-6">
                        <input type="hidden" name="only_passkeys" value=wanted/>
                        {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
                        <div class="grid grid-cols-2 gap-3 items-stretch">
                            <a class=BUTTON href=back>{w.keep()}</a>
                            <button class=BUTTON_MAIN>{button}</button>
                        </div>
                    </form>
                }
                    .into_any()
            } else {
                view! {
                    <div class=format!("{WELL} grid gap-2")>
                        <p>{w.needs_one()}</p>
                        <p>
                            <a href=paths::AddPasskey.to_string()>
                                {ProofWords(language).add_passkey()}
                            </a>
                        </p>
                    </div>
                }
                    .into_any()
            }}
        </div>
    }
}
