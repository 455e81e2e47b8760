//! A new account, for somebody who was invited as a caregiver and has none.

use domain::name::LONGEST;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use server_fn::ServerFn;

use super::{open, problem_in_query, security::password::NewPasswordField};
use crate::{
    api::sign_in::OpenAccount,
    components::{
        field::{ProblemBox, TextField},
        frame::use_frame,
        layout::{Around, DocumentTitle},
        opened::opened,
        rich::Rich,
        style::{BUTTON_MAIN, LEAD},
    },
    facts::{PortalError, frame::first_name, sign_in::NewAccountPage as Facts},
    paths,
    words::{frame::ProblemWords, people::InvitationWords},
};

#[component]
pub fn NewAccountPage() -> impl IntoView {
    let secret = move || use_params_map().read().get("secret").unwrap_or_default();
    let page = Resource::new_blocking(secret, open::new_account);
    opened(page, Around::Decision, |facts| {
        view! { <NewAccount facts/> }.into_any()
    })
}

#[component]
pub(crate) fn NewAccount(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = InvitationWords(language);
    let problem = problem_in_query();
    let no_name = (problem == Some(PortalError::NameUnfit))
        .then(|| ProblemWords(language).of(PortalError::NameUnfit).to_owned());
    let next = paths::Invitation {
        secret: facts.secret.clone(),
    };
    let sign_in = paths::SignIn {
        next: next.to_string(),
    };
    let field = match problem {
        Some(PortalError::NameUnfit) => "name",
        _ => "new-password",
    };
    view! {
        <DocumentTitle text=w.account_title()/>
        <div class="grid gap-6 max-inline-[41rem] mx-auto">
            <div class="grid gap-4">
                {problem.map(|problem| view! { <ProblemBox problem field/> })}
                <h1 tabindex="-1">{w.account_title()}</h1>
                <p class=LEAD>{w.account_lead(&facts.patient)}</p>
                <p>
                    <Rich text=w.account_email(&facts.email)/>
                </p>
            </div>
            <form method="post" action=OpenAccount::url() class="grid gap-6">
                <input type="hidden" name="secret" value=facts.secret/>
                // For what keeps passwords: it puts this name beside the new one.
                <input
                    class="hush"
                    type="email"
                    autocomplete="username"
                    value=facts.email
                    readonly
                    tabindex="-1"
                    aria-hidden="true"
                />
                <TextField
                    id="name"
                    name="name"
                    label=w.account_name()
                    autocomplete="name"
                    hint=w.account_name_hint(first_name(&facts.patient))
                    value=facts.name
                    error=no_name
                    required=true
                    maxlength=LONGEST
                />
                <NewPasswordField problem/>
                <div>
                    <button class=BUTTON_MAIN>{w.account_make()}</button>
                </div>
            </form>
            <p class="text-small">
                <a href=sign_in.to_string()>{w.account_have()}</a>
            </p>
        </div>
    }
}
