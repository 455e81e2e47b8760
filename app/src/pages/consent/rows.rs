//! The choices of a consent page: what the app needs, what it would like, and the sensitive topics apart.

use std::sync::Arc;

use domain::{
    catalogue::{SensitiveTopic, TopicSet},
    consent::OfferedCategory,
};
use leptos::prelude::*;

use crate::{
    components::{
        choices::{ChoiceRow, NotAsked, TopicRow},
        frame::use_frame,
        rich::Rich,
    },
    facts::consent::{ConsentPage, Holding},
    words::{categories, consent::ConsentWords, topics},
};

/// The kinds of data that were asked for.
#[component]
pub fn Kinds(facts: Arc<ConsentPage>) -> impl IntoView {
    let language = use_frame().language;
    let w = ConsentWords(language);
    let (needed, liked) = facts.offer.parted();
    let dropped = (!facts.offer.dropped.is_empty())
        .then(|| w.removed_dropped(categories::short_list(language, facts.offer.dropped.iter())));
    let beyond = facts.beyond.categories;
    let not_yours =
        (!beyond.is_empty()).then(|| w.not_yours(categories::short_list(language, beyond.iter())));
    view! {
        <section class="mbs-section" aria-labelledby="choose">
            <h2 id="choose" class="mbe-6">{w.choose()}</h2>
            <div class="grid gap-8">
                <Rows
                    title=w.needs(&facts.app.name)
                    hint=w.needs_hint()
                    rows=needed
                    facts=Arc::clone(&facts)
                />
                <Rows title=w.would_like().to_owned() hint=w.would_like_hint() rows=liked facts/>
            </div>
            {dropped.map(|text| view! { <p class="mbs-4 text-small" data-dropped><Rich text/></p> })}
            {not_yours.map(|text| view! { <p class="mbs-4 text-small" data-not-yours><Rich text/></p> })}
        </section>
    }
}

#[component]
fn Rows(
    title: String,
    hint: &'static str,
    rows: Vec<OfferedCategory>,
    facts: Arc<ConsentPage>,
) -> impl IntoView {
    let row = move |row: OfferedCategory| {
        let held = facts
            .holdings
            .iter()
            .find(|(kind, _)| *kind == row.category);
        view! {
            <ChoiceRow
                kind=row.category
                on=facts.choice.categories.contains(row.category)
                holding=held.map(|(_, held)| held.clone())
                change=row.change
            />
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <fieldset class="min-inline-0">
                <legend>
                    <h3 class="font-ui font-strong text-body">{title}</h3>
                </legend>
                <p class="text-small text-soft mbe-3">{hint}</p>
                <div class="rule-be">{rows.into_iter().map(row).collect_view()}</div>
            </fieldset>
        }
    })
}

/// The sensitive topics: their own box, each its own switch, all off.
#[component]
pub fn Topics(facts: Arc<ConsentPage>) -> impl IntoView {
    let language = use_frame().language;
    let w = ConsentWords(language);
    let asked = facts.offer.topics;
    let notes = TopicSet::of(SensitiveTopic::PsychotherapyNotes);
    let beyond = facts.beyond.topics;
    let never = TopicSet::all()
        .without(asked)
        .without(beyond)
        .without(notes);
    let not_asked = (!never.is_empty()).then(|| w.not_asked(topics::short_list(language, never)));
    let not_yours = (!beyond.is_empty()).then(|| w.not_yours(topics::short_list(language, beyond)));
    let said = [not_yours, not_asked, Some(w.never_for_apps().to_owned())];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let held = |kind: SensitiveTopic| -> Option<Holding> {
        facts
            .topic_holdings
            .iter()
            .find(|(topic, _)| *topic == kind)
            .map(|(_, held)| held.clone())
    };
    let row = |kind| {
        view! { <TopicRow kind on=facts.choice.topics.contains(kind) holding=held(kind)/> }
    };
    let lead = match (asked.is_empty(), beyond.is_empty()) {
        (false, _) => Some(w.sensitive_cost().to_owned()),
        (true, true) => Some(w.sensitive_none(&facts.app.name)),
        (true, false) => None,
    };
    view! {
        <section class="mbs-section" aria-labelledby="sensitive">
            <div class="edge-control rounded-card bg-surface pad-card">
                <h2 id="sensitive">{w.sensitive()}</h2>
                {lead.map(|lead| view! { <p class="mbs-2 mbe-4 text-small text-soft">{lead}</p> })}
                {asked.iter().map(row).collect_view()}
                <NotAsked text=said/>
            </div>
        </section>
    }
}
