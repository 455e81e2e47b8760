//! An app asks. Facts first, choices under them, machinery last; two buttons of equal weight at the bottom edge.

pub mod about;
pub mod rows;

use std::sync::Arc;

use domain::ids::AuthorizationRequestId;
use leptos::prelude::*;
use server_fn::ServerFn;
use tailwind_rs_macros::classes;

use self::{
    about::AboutApp,
    rows::{Kinds, Topics},
};
use super::{id_in_path, problem_in_query};
use crate::{
    api::{consent::Decide, sign_in::SignOut},
    components::{
        acting::ActingField,
        control::{Beside, Control},
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle},
        length::{LengthPicker, ReachPicker},
        live::{LiveDock, LiveFacts, LiveForm, LivePreview, LiveStatus},
        opened::opened,
        rich::Rich,
        style::BUTTON_QUIET,
    },
    facts::{
        PortalError,
        consent::{ConsentPage as Facts, OpenControls},
        frame::Frame,
    },
    pages::open,
    paths,
    words::{
        consent::{ConsentWords, FactWords},
        dates,
        people::ActingWords,
        picked, seen, shown,
    },
};

/// The facts and what can be picked; beside them, or below, what the app would see.
const COLUMNS: &str = classes! {
    base: "grid",
    responsive: "lg:grid-cols-[minmax(0,41rem)_minmax(0,22rem)] lg:justify-between lg:items-start lg:gap-16"
};

#[component]
pub fn ConsentPage() -> impl IntoView {
    let request = move || id_in_path::<AuthorizationRequestId>("request");
    let page = Resource::new_blocking(
        request,
        |request| async move { open::consent(request?).await },
    );
    opened(page, Around::Decision, |facts| {
        view! { <Asks facts/> }.into_any()
    })
}

/// The request, as one form.
#[component]
pub(crate) fn Asks(facts: Facts) -> impl IntoView {
    let facts = Arc::new(facts);
    let frame = use_frame();
    let w = ConsentWords(frame.language);
    let problem = problem_in_query();
    let question = shown::Question::of(&facts);
    let open = facts.open.with_problem(problem);
    let seen = seen::consent(question, &facts.choice, &facts.preview, &frame);
    view! {
        <DocumentTitle text=w.page_title(&facts.app.name)/>
        {frame.other().is_none().then(|| view! { <SwitchAccount id="switch-account"/> })}
        <LiveForm
            page=Facts::clone(&facts)
            shown=seen
            frame=Frame::clone(&frame)
            action=Decide::url().to_owned()
            label=w.page_title(&facts.app.name)
        >
            <input type="hidden" name="request" value=facts.request.to_string()/>
            <ActingField/>
            <div class=COLUMNS>
                <div>
                    {problem.map(|problem| view! { <ProblemBox problem/> })}
                    <Title facts=Arc::clone(&facts)/>
                    <LiveFacts/>
                    <div class="mbs-2 sm:mbs-8">
                        <Kinds facts=Arc::clone(&facts) open=open.kinds/>
                        <Topics facts=Arc::clone(&facts) open=open.topics/>
                        <Time facts=Arc::clone(&facts) open problem/>
                        <AboutApp facts=Arc::clone(&facts) open=open.about/>
                    </div>
                </div>
                <aside class="lg:sticky lg:inset-bs-8" aria-labelledby="preview">
                    <Control
                        id="would-see"
                        name=w.would_see_today()
                        beside=Beside::Picked(picked::Control::Preview)
                        open=open.preview
                        class="in-view lg:border-0"
                    >
                        <div class="grid gap-6">
                            <LivePreview app=facts.app.name.clone()/>
                            <CountAgain/>
                        </div>
                    </Control>
                </aside>
            </div>
            <LiveStatus/>
            <LiveDock/>
        </LiveForm>
    }
}

/// Signing out leads back here, to whoever signs in next. The button stands in the form of the choice.
#[component]
fn SwitchAccount(id: &'static str) -> impl IntoView {
    view! { <form id=id method="post" action=SignOut::url()></form> }
}

/// Whose record it is, and the question.
#[component]
fn Title(facts: Arc<Facts>) -> impl IntoView {
    let frame = use_frame();
    let w = ConsentWords(frame.language);
    let f = FactWords(frame.language);
    let a = ActingWords(frame.language);
    let limited = frame.other().map(|person| {
        if frame.is_guardian() {
            a.limited_of_guardian().to_owned()
        } else {
            a.limited(person)
        }
    });
    let renews = facts.renews.as_ref().map(|renewed| {
        let ends = dates::day(frame.language, frame.last_day(renewed.ends));
        w.renews(&facts.app.name, ends)
    });
    view! {
        <div class="grid gap-2 mbe-2 sm:gap-4 sm:mbe-8">
            <p class="text-small text-soft" data-fact="subject">
                <span class="[&_b]:text-ink" data-seen><Rich text=f.sharing_record_of(&facts.person)/></span>
                " "
                {frame.other().is_none().then(|| view! {
                    <button
                        class="text-accent underline underline-offset-[0.2em] cursor-pointer hover:text-accent-deep"
                        form="switch-account"
                    >
                        {f.not_you()}
                    </button>
                    " ·"
                })}
                " "
                <span>{w.waits()}</span>
            </p>
            {facts
                .others
                .then(|| {
                    let words = frame
                        .other()
                        .map_or_else(|| a.choose_whose().to_owned(), |person| f.not_them(person));
                    view! {
                        <p class="text-small">
                            <a href=paths::Whose(facts.request).to_string()>{words}</a>
                        </p>
                    }
                })}
            <h1 class="text-[clamp(1.875rem,1.6rem+1.15vw,2.5rem)]" data-seen>
                {shown::title(shown::Question::of(&facts), &frame)}
            </h1>
            <Broad facts/>
            {renews.map(|text| view! { <p><Rich text/></p> })}
            {limited.map(|text| view! { <p class="text-soft" data-limited>{text}</p> })}
        </div>
    }
}

/// A request for a great deal says so.
#[component]
fn Broad(facts: Arc<Facts>) -> impl IntoView {
    const A_LOT: usize = 6;
    let asked = facts.offer.categories.len();
    let words = FactWords(use_frame().language).whole_record(asked);
    (asked > A_LOT).then(|| {
        view! {
            <div
                class="grid grid-cols-[auto_1fr] gap-3 px-6 py-4 rounded-control border-s-4 border-notice-line bg-notice text-on-notice"
                data-broad
            >
                <Glyph icon=Icon::Ask class="mbs-1"/>
                <p>{words}</p>
            </div>
        }
    })
}

/// How long, and how far back.
#[component]
fn Time(facts: Arc<Facts>, open: OpenControls, problem: Option<PortalError>) -> impl IntoView {
    let w = ConsentWords(use_frame().language);
    let period = facts.choice.period;
    view! {
        <Control
            id="how-long"
            name=w.how_long()
            beside=Beside::Picked(picked::Control::Length)
            open=open.length
        >
            <LengthPicker
                legend=w.how_long_for(&facts.app.name)
                access=facts.choice.access
                limits=facts.offer.limits
                problem
            />
        </Control>
        <Control
            id="how-far"
            name=w.how_far()
            beside=Beside::Picked(picked::Control::Reach)
            open=open.reach
        >
            <ReachPicker period problem/>
        </Control>
    }
}

/// A submit button, so that counting works without scripts; with scripts the count follows the switches.
#[component]
fn CountAgain() -> impl IntoView {
    let w = ConsentWords(use_frame().language);
    view! {
        <p>
            <button class=format!("{BUTTON_QUIET} -ms-3") name="press" value="count" data-keeps>
                <Glyph icon=Icon::Eye/>
                {w.count_again()}
            </button>
        </p>
    }
}
