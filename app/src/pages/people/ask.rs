//! A caregiver asks for more, or for longer. Only the patient can say yes.

use domain::{delegation::Lasting, ids::DelegationId};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::invite::months;
use crate::{
    api::people::AskForMore,
    components::{
        crumb::Crumb,
        field::{ProblemBox, SelectField},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        style::{BUTTON, BUTTON_MAIN, LEAD},
        tick::TickBox,
    },
    facts::people::AskPage as Facts,
    pages::{id_in_path, open, problem_in_query},
    paths,
    words::{
        categories::category,
        dates,
        people::{AskWords, CaregiverWords, InviteWords, PeopleWords},
    },
};

#[component]
pub fn AskPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::ask(id?).await });
    opened(page, Around::Portal(Tab::People), |facts| {
        view! { <Ask facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Ask(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, h, i) = (
        AskWords(language),
        CaregiverWords(language),
        InviteWords(language),
    );
    let Facts { delegation, kinds } = facts;
    let first = delegation.first_name().to_owned();
    let none = kinds.is_empty();
    let as_now = w.no_longer_needed(dates::day(language, frame.last_day(delegation.until)));
    let lengths = Lasting::MONTHS
        .iter()
        .filter_map(|n| Lasting::of_months(*n).ok())
        .filter(|lasting| lasting.ends_at(frame.now) > delegation.until)
        .map(|lasting| {
            let date = dates::day(language, frame.last_day(lasting.ends_at(frame.now)));
            (
                lasting.months().to_string(),
                h.from_today(months(i, lasting), date),
            )
        });
    let options = [(String::new(), as_now)]
        .into_iter()
        .chain(lengths)
        .collect();
    view! {
        <DocumentTitle text=w.title(&first)/>
        <div class="max-inline-[46rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=paths::People.to_string() words=PeopleWords(language).patients_title()/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{w.title(&first)}</h1>
                <p class=LEAD>{w.lead(&first)}</p>
            </div>
            <form method="post" action=AskForMore::url() class="grid gap-8">
                <input type="hidden" name="delegation" value=delegation.id.to_string()/>
                <fieldset class="min-inline-0">
                    <legend class="font-strong mbe-2">{w.kinds()}</legend>
                    {none.then(|| view! { <p class="text-soft">{w.nothing_more()}</p> })}
                    <div class="grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-6 rule-be">
                        {kinds
                            .into_iter()
                            .map(|kind| {
                                let words = category(language, kind).label;
                                view! { <TickBox name="share[]" value=kind.key() words on=false/> }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
                <div class="max-inline-[24rem]">
                    <SelectField name="months" label=w.longer() options picked=String::new()/>
                </div>
                <div class="flex flex-wrap gap-3">
                    <button class=BUTTON_MAIN>{w.send()}</button>
                    <a class=BUTTON href=paths::People.to_string()>{w.back()}</a>
                </div>
            </form>
        </div>
    }
}
