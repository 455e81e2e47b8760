//! A new password: what happens then, the proof, and the one field.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::security::ChangePassword,
    components::{
        crumb::Crumb,
        field::{ProblemBox, TextField},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        proof::ProofFields,
        style::{BUTTON, BUTTON_MAIN, LEAD, NOTE},
    },
    facts::{PortalError, security::PasswordPage as Facts},
    pages::{open, problem_in_query},
    paths,
    words::{
        frame::ProblemWords,
        security::{NewPasswordWords, SecurityWords},
    },
};

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::password());
    opened(page, Around::Portal(Tab::Security), |facts| {
        view! { <NewPassword facts/> }.into_any()
    })
}

#[component]
pub(crate) fn NewPassword(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = NewPasswordWords(language);
    let problem = problem_in_query();
    let back = paths::Security.to_string();
    view! {
        <DocumentTitle text=w.title()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem.map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=back.clone() words=SecurityWords(language).back()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{w.lead()}</p>
                <p>{w.apps()}</p>
            </div>
            <form method="post" action=ChangePassword::url() class="grid gap-6">
                {facts.proof.map(|asked| view! { <ProofFields asked problem/> })}
                <NewPasswordField problem/>
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=back>{w.keep()}</a>
                    <button class=BUTTON_MAIN>{w.set()}</button>
                </div>
            </form>
            <p class=format!("{NOTE} mbs-6")>{w.signed_in_as(facts.email)}</p>
        </div>
    }
}

/// The field for a new password, with what was wrong with the last one.
#[component]
pub fn NewPasswordField(problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
    let w = NewPasswordWords(language);
    let weak = problem.filter(|problem| {
        matches!(
            problem,
            PortalError::PasswordTooShort
                | PortalError::PasswordGuessable
                | PortalError::PasswordCommon
        )
    });
    let error = weak.map(|problem| ProblemWords(language).of(problem).to_owned());
    view! {
        <TextField
            id="new-password"
            name="new_password"
            label=w.new_password()
            kind="password"
            autocomplete="new-password"
            hint=w.hint()
            error
            required=true
            minlength=domain::password::LEAST
        />
    }
}
