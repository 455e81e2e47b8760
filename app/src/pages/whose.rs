//! Whose record an app's question is about, for somebody who may share from several.

use domain::ids::AuthorizationRequestId;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, open, problem_in_query};
use crate::{
    api::people::ChooseRecord,
    components::{
        field::ProblemBox,
        frame::use_frame,
        layout::{Around, DocumentTitle},
        length::Pick,
        opened::opened,
        style::{BUTTON_MAIN, LEAD, OPENING},
    },
    facts::people::{Whose, WhosePage as Facts},
    paths,
    words::{
        people::{ActingWords, PeopleWords},
        text,
    },
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
    } = facts;
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
    view! {
        <DocumentTitle text=w.whose()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            <div class=OPENING>
                <p class="text-small text-soft">{w.asks(app)}</p>
                <h1 tabindex="-1">{w.whose()}</h1>
                {(!records.is_empty()).then(|| view! { <p class=LEAD>{w.whose_hint()}</p> })}
            </div>
            {if records.is_empty() {
                let people = PeopleWords(language).patients_title();
                view! {
                    <p class="mbe-4">{w.no_record()}</p>
                    <p><a href=paths::People.to_string()>{people}</a></p>
                }
                    .into_any()
            } else {
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
                    .into_any()
            }}
        </div>
    }
}
