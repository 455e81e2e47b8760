//! Before somebody saves a copy of a record: what is in it, what is not, and that nobody watches over it afterwards.

use domain::{
    catalogue::SensitiveTopic,
    delegation::{Ability, AbilitySet, Limits},
};
use leptos::prelude::*;

use crate::{
    components::{
        acting::ActingField,
        crumb::Crumb,
        facts::Ticks,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        length::Pick,
        opened::opened,
        proof::{ProofFields, ProofLabel},
        rich::Rich,
        save_form::SaveForm,
        style::{BUTTON_MAIN, CARD, LABEL, LEAD},
    },
    facts::records::CopyPage as Facts,
    pages::{open, problem_in_query},
    paths,
    words::{
        consent::ConsentWords,
        people::{CopyWords, RecordsWords, abilities_given},
    },
};

#[component]
pub fn CopyPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::copy());
    opened(page, Around::Portal(Tab::Records), |facts| {
        view! { <Copy facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Copy(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = CopyWords(frame.language);
    let problem = problem_in_query();
    let lead = match frame.other() {
        Some(_) if frame.is_guardian() => w.lead_of_guardian().to_owned(),
        Some(person) => w.lead_of(person),
        None => w.lead().to_owned(),
    };
    let looks = frame.allows(Ability::SeeRecords);
    let stuck = facts.proof.has_no_way();
    let by_passkey = facts.proof.passkey.is_some();
    view! {
        <DocumentTitle text=w.title()/>
        <div class="grid gap-8 max-inline-[41rem] mx-auto">
            <div class="grid gap-4">
                {problem.map(|problem| view! { <ProblemBox problem/> })}
                {looks
                    .then(|| {
                        let words = RecordsWords(frame.language).all_kinds();
                        view! { <Crumb href=paths::Records::default().to_string() words/> }
                    })}
                <h1 tabindex="-1">{w.title()}</h1>
                <p class=LEAD>{lead}</p>
            </div>
            <Contents limits=facts.limits/>
            <p>{w.care()}</p>
            <SaveForm
                action=paths::CopyRecord.to_string()
                asked=w.asked().to_owned()
                again=w.again().to_owned()
            >
                <ActingField/>
                <fieldset class="grid gap-2">
                    <legend class=format!("{LABEL} mbe-2")>{w.which()}</legend>
                    <div class="grid gap-2 sm:grid-cols-2">
                        <Pick
                            name="as"
                            value="page"
                            words=w.to_read().to_owned()
                            hint=Some(w.to_read_hint().to_owned())
                            picked=true
                        />
                        <Pick
                            name="as"
                            value="file"
                            words=w.for_apps().to_owned()
                            hint=Some(w.for_apps_hint().to_owned())
                            picked=false
                        />
                    </div>
                </fieldset>
                <ProofFields asked=facts.proof problem/>
                <div>
                    <button class=BUTTON_MAIN disabled=stuck>
                        <Glyph icon=Icon::Document/>
                        <ProofLabel
                            by_passkey
                            with=w.save_by_passkey().to_owned()
                            without=w.save().to_owned()
                        />
                    </button>
                </div>
            </SaveForm>
        </div>
    }
}

/// What is in the file and what is not, with the same weight.
#[component]
fn Contents(limits: Option<Limits>) -> impl IntoView {
    let frame = use_frame();
    let w = CopyWords(frame.language);
    let inside = match limits {
        None => vec![w.every_kind().to_owned(), w.topics_too().to_owned()],
        Some(limits) => {
            let abilities = AbilitySet::of(Ability::SeeRecords);
            abilities_given(
                frame.language,
                Limits {
                    abilities,
                    ..limits
                },
            )
        }
    };
    // 42 CFR 2.32: the notice on redisclosure goes with the data.
    let law = limits.is_none_or(|limits| limits.topics.contains(SensitiveTopic::SubstanceUse));
    let law = law.then(|| ConsentWords(w.0).law_for(frame.other()));
    let rest = frame.other().map(|_| w.rest().to_owned());
    let fixed = w.never_inside().map(str::to_owned);
    let outside = rest.into_iter().chain(fixed).collect();
    view! {
        <section class=format!("{CARD} grid gap-6 sm:grid-cols-2")>
            <div>
                <h2 class="font-ui font-strong text-small tracking-normal mbe-2">{w.inside()}</h2>
                <Ticks lines=inside mark=Icon::Check class="text-small"/>
            </div>
            <div>
                <h2 class="font-ui font-strong text-small tracking-normal mbe-2">{w.not_inside()}</h2>
                <Ticks lines=outside mark=Icon::Cross class="text-small"/>
            </div>
            {law.map(|text| view! { <p class="text-small sm:col-span-2"><Rich text/></p> })}
        </section>
    }
}
