//! The choices of a consent page: what the app needs, what it would like, and the sensitive topics apart.

use std::sync::Arc;

use domain::{
    catalogue::{SensitiveTopic, TopicSet},
    consent::{Change, OfferedCategory},
    language::Language,
};
use leptos::prelude::*;

use crate::{
    components::{
        choices::{ChoiceRow, NotAsked, TopicRow},
        control::{Beside, Control},
        frame::use_frame,
        rich::Rich,
    },
    facts::consent::{ConsentPage, Holding},
    words::{categories, consent::ConsentWords, dates, picked, topics},
};

/// The kinds of data that were asked for.
#[component]
pub fn Kinds(facts: Arc<ConsentPage>, open: bool) -> impl IntoView {
    let language = use_frame().language;
    let w = ConsentWords(language);
    let (needed, liked) = facts.offer.parted();
    let dropped = (!facts.offer.dropped.is_empty())
        .then(|| w.removed_dropped(categories::short_list(language, facts.offer.dropped.iter())));
    let beyond = facts.beyond.categories;
    let not_yours =
        (!beyond.is_empty()).then(|| w.not_yours(categories::short_list(language, beyond.iter())));
    view! {
        <Control
            id="choose"
            name=w.choose()
            beside=Beside::Picked(picked::Control::Kinds)
            open
            class="max-sm:border-bs-0"
        >
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
        </Control>
    }
}

#[component]
fn Rows(
    title: String,
    hint: &'static str,
    rows: Vec<OfferedCategory>,
    facts: Arc<ConsentPage>,
) -> impl IntoView {
    let language = use_frame().language;
    let last = facts.offer.last;
    let declined = move |change: Option<Change>| {
        let last = last.filter(|_| change == Some(Change::Declined))?;
        Some(ConsentWords(language).said_no_on(dates::day(language, use_frame().day_of(last.at))))
    };
    let row = move |row: OfferedCategory| {
        let held = facts
            .holdings
            .iter()
            .find(|(kind, _)| *kind == row.category);
        view! {
            <ChoiceRow
                line=declined(row.change)
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

/// The sensitive topics: what was asked for is never folded away. All start off.
#[component]
pub fn Topics(facts: Arc<ConsentPage>, open: bool) -> impl IntoView {
    let language = use_frame().language;
    let w = ConsentWords(language);
    if facts.offer.topics.is_empty() && facts.beyond.topics.is_empty() {
        return view! {
            <Control id="sensitive" name=w.sensitive() beside=Beside::Words(w.sensitive_none()) open>
                <NotAsked text=topics_not_shared(&facts, language)/>
            </Control>
        }
        .into_any();
    }
    view! { <AskedTopics facts open/> }.into_any()
}

/// Their own box, each topic its own switch. What was not asked for stands among the facts.
#[component]
fn AskedTopics(facts: Arc<ConsentPage>, open: bool) -> impl IntoView {
    let language = use_frame().language;
    let w = ConsentWords(language);
    let (asked, beyond) = (facts.offer.topics, facts.beyond.topics);
    let held = |kind: SensitiveTopic| -> Option<Holding> {
        facts
            .topic_holdings
            .iter()
            .find(|(topic, _)| *topic == kind)
            .map(|(_, held)| held.clone())
    };
    let row = |kind| {
        view! { <TopicRow kind on=facts.choice.topics.contains(kind) holding=held(kind) open/> }
    };
    let cost = (!asked.is_empty()).then(|| w.sensitive_cost());
    let not_yours = (!beyond.is_empty()).then(|| w.not_yours(topics::short_list(language, beyond)));
    view! {
        <section class="my-3" aria-labelledby="sensitive">
            <div class="edge-control rounded-card bg-surface px-4 py-3 sm:px-6 sm:py-5">
                <h2 id="sensitive" class="text-h3">{w.sensitive()}</h2>
                {cost.map(|cost| view! { <p class="mbe-2 text-small text-soft">{cost}</p> })}
                {asked.iter().map(row).collect_view()}
                {not_yours.map(|text| view! { <NotAsked text/> })}
            </div>
        </section>
    }
}

/// What was never asked for, and what no app can have.
fn topics_not_shared(facts: &ConsentPage, language: Language) -> String {
    let w = ConsentWords(language);
    let notes = TopicSet::of(SensitiveTopic::PsychotherapyNotes);
    let never = TopicSet::all()
        .without(facts.offer.topics)
        .without(facts.beyond.topics)
        .without(notes);
    let not_asked = (!never.is_empty()).then(|| w.not_asked(topics::short_list(language, never)));
    let said = [not_asked, Some(w.never_for_apps().to_owned())];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
