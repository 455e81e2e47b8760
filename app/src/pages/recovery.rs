//! "I cannot sign in": an address, the code that was mailed there, a wait or a paper code, and a new password.

use domain::{Timestamp, recovery::Step};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{open, problem_in_query, security::password::NewPasswordField};
use crate::{
    api::recovery::{BeginRecovery, CheckRecovery, Recover},
    components::{
        field::{ProblemBox, TextField},
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        opened::opened,
        rich::Rich,
        style::{BUTTON, BUTTON_MAIN, CARD, LEAD},
    },
    facts::{
        PortalError,
        recovery::{RecoveryPage as Facts, RecoveryStart},
    },
    paths,
    words::{
        dates,
        frame::{ProblemWords, SignInWords},
        security::{NewPasswordWords, RecoveryWords},
    },
};

/// Where it starts.
#[component]
pub fn RecoveryStartPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::recovery_start());
    opened(page, Around::Decision, |facts| {
        view! { <Start facts/> }.into_any()
    })
}

/// What comes next, as far as this browser's attempt has got.
#[component]
pub fn RecoveryNextPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::recovery());
    opened(page, Around::Decision, next_step)
}

pub(crate) fn next_step(facts: Facts) -> AnyView {
    match facts.step {
        Step::MailedCode => view! { <MailedCode/> }.into_any(),
        Step::Wait { until } => view! { <Wait until/> }.into_any(),
        Step::NewPassword => view! { <NewPassword/> }.into_any(),
        Step::Over => view! { <Over/> }.into_any(),
    }
}

#[component]
fn Sheet(title: &'static str, #[prop(into)] lead: String, children: Children) -> impl IntoView {
    let frame = use_frame();
    let call = ProblemWords(frame.language).call(&frame.phone);
    let problem = problem_in_query();
    view! {
        <DocumentTitle text=title/>
        <div class="grid gap-8 max-inline-[34rem] mx-auto">
            <div class="grid gap-3">
                {problem.map(|problem| view! { <ProblemBox problem/> })}
                <h1 class="text-[clamp(1.875rem,1.6rem+1.15vw,2.5rem)]" tabindex="-1">{title}</h1>
                <p class=LEAD><Rich text=lead/></p>
            </div>
            {children()}
            <ul class="grid gap-2 text-small">
                <li>
                    <a href=paths::SignIn::default().to_string()>
                        {RecoveryWords(frame.language).to_sign_in()}
                    </a>
                </li>
                <li><Rich text=call/></li>
            </ul>
        </div>
    }
}

#[component]
pub(crate) fn Start(facts: RecoveryStart) -> impl IntoView {
    let language = use_frame().language;
    let w = RecoveryWords(language);
    view! {
        <Sheet title=w.title() lead=w.lead()>
            <form method="post" action=BeginRecovery::url() class="grid gap-4">
                <TextField
                    id="email"
                    name="email"
                    label=SignInWords(language).email()
                    kind="email"
                    autocomplete="username"
                    value=facts.email
                />
                <button class=BUTTON_MAIN>
                    <Glyph icon=Icon::Letter/>
                    {w.send()}
                </button>
            </form>
        </Sheet>
    }
}

#[component]
fn MailedCode() -> impl IntoView {
    let w = RecoveryWords(use_frame().language);
    view! {
        <Sheet title=w.code_title() lead=w.code_lead()>
            <CodeForm hint=w.code_hint() words=w.go_on()/>
            <p class="text-small">
                <a href=paths::Recovery.to_string()>{w.new_code()}</a>
            </p>
        </Sheet>
    }
}

#[component]
fn CodeForm(hint: &'static str, words: &'static str) -> impl IntoView {
    let language = use_frame().language;
    let wrong = problem_in_query() == Some(PortalError::WrongCode);
    let error = wrong.then(|| ProblemWords(language).wrong_code().to_owned());
    view! {
        <form method="post" action=CheckRecovery::url() class="grid gap-4">
            <TextField
                id="code"
                name="code"
                label=RecoveryWords(language).code()
                autocomplete="one-time-code"
                hint
                error
            />
            <button class=BUTTON_MAIN>{words}</button>
        </form>
    }
}

#[component]
fn Wait(until: Timestamp) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = RecoveryWords(language);
    let opens = dates::breakable_moment(language, &frame.zone, until);
    view! {
        <Sheet title=w.wait_title() lead=w.wait_lead(opens)>
            <p>{w.wait_why()}</p>
            <section class=CARD aria-labelledby="paper">
                <h2 id="paper" class="text-h3 mbe-4">{w.paper_title()}</h2>
                <CodeForm hint=w.paper_hint() words=w.paper_go_on()/>
            </section>
        </Sheet>
    }
}

#[component]
fn NewPassword() -> impl IntoView {
    let language = use_frame().language;
    let w = RecoveryWords(language);
    let problem = problem_in_query();
    view! {
        <Sheet title=NewPasswordWords(language).title() lead=w.new_lead()>
            <form method="post" action=Recover::url() class="grid gap-4">
                <NewPasswordField problem/>
                <button class=BUTTON_MAIN>{NewPasswordWords(language).set()}</button>
            </form>
        </Sheet>
    }
}

#[component]
fn Over() -> impl IntoView {
    let w = RecoveryWords(use_frame().language);
    view! {
        <Sheet title=w.over_title() lead=w.over_lead()>
            <p>
                <a class=BUTTON href=paths::Recovery.to_string()>{w.start_again()}</a>
            </p>
        </Sheet>
    }
}
