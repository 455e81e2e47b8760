//! The invited person's side: what they may and may not do, the code, and two answers of equal weight.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use server_fn::ServerFn;

use super::{open, people::Steps, problem_in_query};
use crate::{
    api::people::AnswerInvitation,
    components::{
        facts::Ticks,
        field::{ProblemBox, TextField},
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        opened::opened,
        rich::Rich,
        style::{BUTTON_WEIGH, CARD, LEAD, OPENING},
    },
    facts::{PortalError, people::InvitationPage as Facts},
    paths,
    words::{
        dates,
        people::{
            DelegationPartWords, InvitationWords, abilities_given, abilities_missing,
            relation_option,
        },
    },
};

#[component]
pub fn InvitationPage() -> impl IntoView {
    let secret = move || use_params_map().read().get("secret").unwrap_or_default();
    let page = Resource::new_blocking(secret, open::invitation);
    opened(page, Around::Decision, |facts| {
        view! { <Invitation facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Invitation(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let (w, p) = (InvitationWords(language), DelegationPartWords(language));
    let first = crate::facts::frame::first_name(&facts.patient).to_owned();
    let problem = problem_in_query();
    let role = relation_option(language, facts.relationship);
    let until = w.until(dates::day(language, frame.last_day(facts.until)));
    let topics_until = (!facts.limits.topics.is_empty() && facts.topics_until < facts.until)
        .then(|| p.topics_until(dates::day(language, frame.last_day(facts.topics_until))));
    view! {
        <DocumentTitle text=w.title(&facts.patient)/>
        <div class="grid gap-8 max-inline-[46rem] mx-auto">
            <div class="grid gap-3">
                {problem.map(|problem| view! { <ProblemBox problem field="code"/> })}
                <h1 class="text-[clamp(1.875rem,1.6rem+1.15vw,2.5rem)]" tabindex="-1">
                    {w.title(&facts.patient)}
                </h1>
                <p class=LEAD>{w.lead(&first)}</p>
                <p class="text-small text-soft">{p.you_are(role)}</p>
            </div>
            <div class="grid gap-4 min-[46rem]:grid-cols-2">
                <Side can=true name=w.you_can() lines=abilities_given(language, facts.limits)/>
                <Side can=false name=w.you_cannot() lines=abilities_missing(language, facts.limits)/>
            </div>
            <ul class="grid gap-2 text-body">
                <li><Rich text=until/></li>
                {topics_until.map(|text| view! { <li><Rich text/></li> })}
                <li>{w.looks_are_told(&first)}</li>
                <li>{w.can_leave()}</li>
                <li>{w.copies()}</li>
            </ul>
            <Reply first problem/>
        </div>
    }
}

/// Both sides wear the same size and weight.
#[component]
fn Side(can: bool, name: &'static str, lines: Vec<String>) -> impl IntoView {
    let (icon, mark, ground, key) = if can {
        (
            Icon::Eye,
            Icon::Check,
            "bg-accent-soft border-accent-line",
            "can",
        )
    } else {
        (
            Icon::EyeOff,
            Icon::Cross,
            "bg-sunk border-edge forced-colors:border-dashed",
            "cannot",
        )
    };
    view! {
        <section
            class=format!("rounded-card p-6 border-(length:--edge-control) border-solid {ground}")
            aria-labelledby=key
        >
            <h2 id=key class="flex items-center gap-2 mbe-3 font-ui text-body font-strong leading-[1.3] tracking-normal">
                <Glyph icon/>
                {name}
            </h2>
            <Ticks lines mark/>
        </section>
    }
}

#[component]
fn Reply(first: String, problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
    let w = InvitationWords(language);
    let secret = use_params_map()
        .read_untracked()
        .get("secret")
        .unwrap_or_default();
    let error = (problem == Some(PortalError::WrongInviteCode)).then(|| {
        crate::words::frame::ProblemWords(language)
            .wrong_invite_code()
            .to_owned()
    });
    view! {
        <form method="post" action=AnswerInvitation::url() class="grid gap-6" autocomplete="off">
            // The first button is the one that Enter presses: without this one, the code would say no for good.
            <button class="hush" name="press" value="accept" tabindex="-1" aria-hidden="true"></button>
            <input type="hidden" name="secret" value=secret/>
            <div class="max-inline-[20rem]">
                <TextField
                    id="code"
                    name="code"
                    label=w.code()
                    hint=w.code_hint(first)
                    error
                />
            </div>
            <div class="grid grid-cols-2 gap-3 items-stretch">
                <button class=BUTTON_WEIGH name="press" value="decline" formnovalidate>{w.decline()}</button>
                <button class=BUTTON_WEIGH name="press" value="accept">{w.accept()}</button>
            </div>
        </form>
    }
}

/// For somebody who was invited and is not sure how to go on.
#[component]
pub fn GotInvitedPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::frame_page());
    opened(page, Around::Decision, |()| {
        view! { <GotInvited/> }.into_any()
    })
}

#[component]
pub(crate) fn GotInvited() -> impl IntoView {
    let frame = use_frame();
    let w = InvitationWords(frame.language);
    let steps = vec![
        (w.step_link(), w.step_link_more()),
        (w.step_account(), w.step_account_more()),
        (w.step_code(), w.step_code_more()),
    ];
    view! {
        <DocumentTitle text=w.got_title()/>
        <div class="max-inline-[41rem] mx-auto">
            <div class=OPENING>
                <h1 tabindex="-1">{w.got_title()}</h1>
                <p class=LEAD>{w.got_lead()}</p>
            </div>
            <div class=CARD><Steps steps/></div>
            <p class="mbs-6"><Rich text=w.no_account(&frame.phone)/></p>
            <p class="mbs-2 text-soft">{w.never_share()}</p>
            <p class="mbs-6">
                <a href=paths::SignIn::default().to_string()>
                    {crate::words::frame::SignInWords(frame.language).title()}
                </a>
            </p>
        </div>
    }
}
