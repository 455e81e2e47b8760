//! Whose record an app's question is about, for somebody who may share from several, or from none: the app that sent them
//! hears of it.

use domain::ids::AuthorizationRequestId;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, open, problem_in_query};
use crate::{
    api::{
        people::{ChooseRecord, LeaveRequest},
        sign_in::SignOut,
    },
    components::{
        field::ProblemBox,
        frame::use_frame,
        layout::{Around, DocumentTitle},
        length::Pick,
        opened::opened,
        style::{BUTTON, BUTTON_MAIN, BUTTON_QUIET, LEAD, OPENING},
    },
    facts::people::{Over, Whose, WhosePage as Facts},
    words::{people::ActingWords, text},
};

#[component]
pub fn WhosePage() -> impl IntoView {
    let request = move || id_in_path::<AuthorizationRequestId>("request");
    let page = Resource::new_blocking(
        request,
        |request| async move { open::whose(request?).await },
    );
    opened(page, Around::Decision, |facts| {
        view! { <Choose facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Choose(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let w = ActingWords(language);
    let Facts {
        request,
        app,
        records,
        taken,
        closed,
        over,
    } = facts;
    if let Some(over) = over {
        return view! { <NoLonger request app over/> }.into_any();
    }
    let pick = move |record: Whose| {
        let value = record.delegation.map(|id| id.to_string());
        let words = match record.delegation {
            None => w.my_own(record.name),
            Some(_) => text::isolated(record.name),
        };
        view! {
            <Pick name="record" value=value.unwrap_or_default() words hint=None picked=record.picked/>
        }
    };
    let title = if records.is_empty() {
        w.nothing_to_share()
    } else {
        w.whose()
    };
    let none = records.is_empty() && taken.is_empty() && closed.is_none();
    let cannot = closed
        .map(|person| w.may_not_add(person))
        .into_iter()
        .chain(
            taken
                .into_iter()
                .map(|person| w.already_taken(&app, person)),
        )
        .chain(none.then(|| w.no_record().to_owned()));
    let cannot = cannot
        .map(|words| view! { <p class="mbe-4" data-cannot>{words}</p> })
        .collect_view();
    view! {
        <DocumentTitle text=title/>
        <div class="max-inline-[41rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            <div class=OPENING>
                <p class="text-small text-soft">{w.asks(&app)}</p>
                <h1 tabindex="-1">{title}</h1>
                {(!records.is_empty()).then(|| view! { <p class=LEAD>{w.whose_hint()}</p> })}
            </div>
            {cannot}
            {(!records.is_empty())
                .then(|| {
                    view! {
                        <form method="post" action=ChooseRecord::url() class="grid gap-6">
                            <input type="hidden" name="request" value=request.to_string()/>
                            <fieldset class="min-inline-0">
                                <legend class="hush">{w.whose()}</legend>
                                <div class="grid gap-2">{records.into_iter().map(pick).collect_view()}</div>
                            </fieldset>
                            <p><button class=BUTTON_MAIN>{w.show_record()}</button></p>
                        </form>
                    }
                })}
            <WaysOut request hears=w.app_hears(&app) app/>
        </div>
    }
    .into_any()
}

/// A question that nobody can answer any more.
#[component]
fn NoLonger(request: AuthorizationRequestId, app: String, over: Over) -> impl IntoView {
    let w = ActingWords(use_frame().language);
    let (title, why, hears) = match over {
        Over::Late => (w.late_title().to_owned(), w.late(&app), w.hears_late(&app)),
        Over::Stopped => (
            w.stopped_title(&app),
            w.stopped(&app),
            w.hears_stopped(&app),
        ),
    };
    view! {
        <DocumentTitle text=title.clone()/>
        <div class="max-inline-[41rem] mx-auto">
            <div class=OPENING>
                <h1 tabindex="-1">{title}</h1>
                <p class=LEAD>{why}</p>
            </div>
            <WaysOut request hears app/>
        </div>
    }
}

/// The way back to the app, with what it hears; and the way to another account.
#[component]
pub(super) fn WaysOut(
    request: AuthorizationRequestId,
    app: String,
    hears: String,
) -> impl IntoView {
    let w = ActingWords(use_frame().language);
    view! {
        <div class="grid gap-4 mbs-section">
            <form method="post" action=LeaveRequest::url() class="grid gap-2">
                <input type="hidden" name="request" value=request.to_string()/>
                <p><button class=BUTTON>{w.back_to(&app)}</button></p>
                <p class="text-small text-soft">{hears}</p>
            </form>
            <form method="post" action=SignOut::url()>
                <p><button class=BUTTON_QUIET>{w.other_account()}</button></p>
            </form>
        </div>
    }
}
