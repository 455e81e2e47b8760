//! An account for somebody whom the hospital knows: the question, and then a passkey or a password.

mod open;

use domain::{activation::ActivationQuestion, passkey::PasskeyName};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use server_fn::ServerFn;

use super::{in_query, problem_in_query, security::password::NewPasswordField};
use crate::{
    api::activation::{Activate, BeginAccount, BeginWithPasskey, MailActivation},
    components::{
        field::{ProblemBox, TextField},
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        make_passkey::MakePasskey,
        opened::opened,
        rich::Rich,
        style::{BUTTON, BUTTON_MAIN, CARD, LABEL, LEAD, NOTE},
    },
    facts::{
        PortalError,
        activation::{ActivatePage as Question, BeginAccountPage as Account},
        proof::PasskeyChallenge,
    },
    paths,
    words::{
        activation::ActivationWords,
        frame::{ProblemWords, SignInWords},
        proof::AddPasskeyWords,
    },
};

/// The question, for a link or a letter.
#[component]
pub fn ActivatePage() -> impl IntoView {
    let secret = move || use_params_map().read().get("secret");
    let page = Resource::new_blocking(secret, open::activate);
    opened(page, Around::Decision, question)
}

pub(crate) fn question(facts: Question) -> AnyView {
    if in_query("mailed").is_some() {
        return view! { <Mailed/> }.into_any();
    }
    view! { <Ask facts/> }.into_any()
}

#[component]
fn Ask(facts: Question) -> impl IntoView {
    let frame = use_frame();
    let w = ActivationWords(frame.language);
    let by_link = facts.secret.is_some();
    let field = match (by_link, facts.question) {
        (false, _) => "code",
        (true, ActivationQuestion::BirthDate) => "day",
        (true, ActivationQuestion::PostalCode) => "postal-code",
    };
    let sign_in = paths::SignIn::default().to_string();
    let call = ProblemWords(frame.language).call(&frame.phone);
    view! {
        <DocumentTitle text=w.title()/>
        <div class="grid gap-6 max-inline-[34rem] mx-auto">
            <div class="grid gap-3">
                {problem_in_query().map(|problem| view! { <ProblemBox problem field/> })}
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{if by_link { w.lead_link() } else { w.lead_code() }}</p>
            </div>
            <form method="post" action=Activate::url() class="grid gap-6">
                {match facts.secret {
                    Some(secret) => {
                        view! { <input type="hidden" name="secret" value=secret/> }.into_any()
                    }
                    None => {
                        view! {
                            <TextField
                                id="code"
                                name="code"
                                label=w.code()
                                hint=w.code_hint()
                                autocomplete="one-time-code"
                                required=true
                                maxlength=40
                            />
                        }
                            .into_any()
                    }
                }}
                {match facts.question {
                    ActivationQuestion::BirthDate => view! { <BirthDate/> }.into_any(),
                    ActivationQuestion::PostalCode => {
                        view! {
                            <TextField
                                id="postal-code"
                                name="postal_code"
                                label=w.postal()
                                hint=w.postal_hint()
                                required=true
                                maxlength=20
                            />
                        }
                            .into_any()
                    }
                }}
                <div>
                    <button class=BUTTON_MAIN>{w.go_on()}</button>
                </div>
                <p class=NOTE>{w.few_tries()}</p>
            </form>
            <ul class="grid gap-2 text-small">
                <li><a href=sign_in>{w.have_account()}</a></li>
                <li><Rich text=call/></li>
            </ul>
        </div>
    }
}

/// Three short fields: everybody writes a date in their own order, and nobody scrolls back eighty years.
#[component]
fn BirthDate() -> impl IntoView {
    let w = ActivationWords(use_frame().language);
    view! {
        <fieldset class="grid gap-2" aria-describedby="birth-hint">
            <legend class=LABEL>{w.birth_date()}</legend>
            <p class=NOTE id="birth-hint">{w.birth_hint()}</p>
            <div class="grid grid-cols-[1fr_1fr_1.5fr] gap-3">
                <TextField id="day" name="day" label=w.day() required=true maxlength=2/>
                <TextField id="month" name="month" label=w.month() required=true maxlength=2/>
                <TextField id="year" name="year" label=w.year() required=true maxlength=4/>
            </div>
        </fieldset>
    }
}

#[component]
fn Mailed() -> impl IntoView {
    let w = ActivationWords(use_frame().language);
    view! {
        <DocumentTitle text=w.mailed_title()/>
        <div class="grid gap-4 max-inline-[34rem] mx-auto">
            <h1 tabindex="-1">{w.mailed_title()}</h1>
            <p class=LEAD>{w.mailed()}</p>
            <p>{w.mailed_again()}</p>
            <p>
                <a class=BUTTON href=paths::Activate::default().to_string()>{w.code()}</a>
            </p>
        </div>
    }
}

/// What the account begins with.
#[component]
pub fn BeginAccountPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::begin_account());
    opened(page, Around::Decision, |facts| {
        view! { <Begin facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Begin(facts: Account) -> impl IntoView {
    let w = ActivationWords(use_frame().language);
    let problem = problem_in_query();
    let lead = match &facts.email {
        Some(_) => w.choose(),
        None => w.email_lead(),
    };
    view! {
        <DocumentTitle text=w.title()/>
        <div class="grid gap-6 max-inline-[41rem] mx-auto">
            <div class="grid gap-3">
                {problem.map(|problem| view! { <ProblemBox problem/> })}
                <h1 tabindex="-1">{w.hello(&facts.name)}</h1>
                <p class=LEAD>{lead}</p>
            </div>
            {match facts.email {
                None => view! { <Address/> }.into_any(),
                Some(email) => view! { <Ways email passkey=facts.passkey/> }.into_any(),
            }}
            <p class=NOTE>{w.shares_nothing()}</p>
        </div>
    }
}

#[component]
fn Address() -> impl IntoView {
    let language = use_frame().language;
    let w = ActivationWords(language);
    let wrong = problem_in_query() == Some(PortalError::EmailUnfit);
    let unfit = ProblemWords(language).of(PortalError::EmailUnfit);
    view! {
        <form method="post" action=MailActivation::url() class="grid gap-4">
            <TextField
                id="email"
                name="email"
                label=SignInWords(language).email()
                kind="email"
                autocomplete="email"
                error=wrong.then(|| unfit.to_owned())
                required=true
            />
            <div>
                <button class=BUTTON_MAIN>
                    <Glyph icon=Icon::Letter/>
                    {w.email_send()}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Ways(email: String, passkey: Option<PasskeyChallenge>) -> impl IntoView {
    let w = ActivationWords(use_frame().language);
    view! {
        <p>
            <Rich text=w.sign_in_with(&email)/>
        </p>
        {passkey.map(|question| view! { <WithPasskey question/> })}
        <section class=CARD aria-labelledby="with-password">
            <h2 id="with-password" class="text-h3 mbe-4">{w.password_title()}</h2>
            <form method="post" action=BeginAccount::url() class="grid gap-4">
                // For what keeps passwords: it puts this name beside the new one.
                <input
                    class="hush"
                    type="email"
                    autocomplete="username"
                    value=email
                    readonly
                    tabindex="-1"
                    aria-hidden="true"
                />
                <NewPasswordField problem=problem_in_query()/>
                <div>
                    <button class=BUTTON_MAIN>{w.password_make()}</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn WithPasskey(question: PasskeyChallenge) -> impl IntoView {
    let language = use_frame().language;
    let w = ActivationWords(language);
    let names = AddPasskeyWords(language);
    let unnamed = problem_in_query() == Some(PortalError::NameMissing);
    let missing = ProblemWords(language).of(PortalError::NameMissing);
    view! {
        <section class=CARD aria-labelledby="with-passkey">
            <h2 id="with-passkey" class="text-h3 mbe-2">{w.passkey_title()}</h2>
            <p class="mbe-4">{w.passkey_lead()}</p>
            <MakePasskey question language action=BeginWithPasskey::url().to_owned()>
                <TextField
                    id="name"
                    name="name"
                    label=names.name()
                    hint=names.name_hint()
                    error=unnamed.then(|| missing.to_owned())
                    required=true
                    maxlength=PasskeyName::LONGEST
                />
                <div>
                    <button class=BUTTON_MAIN>
                        <Glyph icon=Icon::Key/>
                        {w.passkey_make()}
                    </button>
                </div>
            </MakePasskey>
        </section>
    }
}
