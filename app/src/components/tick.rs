//! Boxes to tick, each a native checkbox: kinds of data, sensitive topics, and what somebody can do.

use domain::{
    catalogue::{CategorySet, SensitiveTopic, TopicSet},
    delegation::{Ability, AbilitySet},
};
use leptos::prelude::*;
use tailwind_rs_macros::classes;

use super::frame::use_frame;
use crate::{
    facts::people::Ticks,
    words::{
        categories::category, consent::ConsentWords, people::DelegationPartWords, topics::topic,
    },
};

const TICK_ROW: &str = classes! {
    base: "grid grid-cols-[1.5rem_1fr] gap-x-3 py-3 rule-bs cursor-pointer leading-[1.4] content-start"
};

const TICK_BOX: &str = classes! {
    base: "size-6 mbs-px accent-accent"
};

const TWO: &str = classes! {
    base: "grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-6"
};

/// One box: its words, and what they mean.
#[component]
pub fn TickBox(
    name: &'static str,
    value: &'static str,
    #[prop(into)] words: String,
    #[prop(default = None)] hint: Option<String>,
    on: bool,
) -> impl IntoView {
    view! {
        <label class=TICK_ROW>
            <input class=TICK_BOX type="checkbox" name=name value=value checked=on/>
            <b class="font-strong">{words}</b>
            {hint.map(|hint| view! { <span class="col-start-2 text-small text-soft">{hint}</span> })}
        </label>
    }
}

/// The kinds of data, with what the record holds of each.
#[component]
pub fn KindTicks(ticks: Ticks, on: CategorySet) -> impl IntoView {
    let language = use_frame().language;
    let row = move |(kind, holding): (_, crate::facts::consent::Holding)| {
        let words = category(language, kind);
        let hint = match holding.count {
            0 => ConsentWords(language).none().to_owned(),
            count => words.counted(count),
        };
        view! {
            <TickBox name="share[]" value=kind.key() words=words.label hint=Some(hint) on=on.contains(kind)/>
        }
    };
    view! { <div class=format!("{TWO} rule-be")>{ticks.kinds.into_iter().map(row).collect_view()}</div> }
}

/// The sensitive topics. None is ever ticked by a tick elsewhere.
#[component]
pub fn TopicTicks(topics: Vec<SensitiveTopic>, on: TopicSet) -> impl IntoView {
    let language = use_frame().language;
    let row = move |kind: SensitiveTopic| {
        let words = topic(language, kind);
        view! {
            <TickBox name="sensitive[]" value=kind.key() words=words.label hint=None on=on.contains(kind)/>
        }
    };
    view! { <div class=TWO>{topics.into_iter().map(row).collect_view()}</div> }
}

/// What somebody can do.
#[component]
pub fn AbilityTicks(on: AbilitySet) -> impl IntoView {
    let w = DelegationPartWords(use_frame().language);
    let row = move |ability: Ability| {
        let (words, hint) = match ability {
            Ability::SeeRecords => (w.see_records(), None),
            Ability::SeeActivity => (w.see_activity(), None),
            Ability::ManageApps => (w.manage_apps(), Some(w.manage_apps_hint().to_owned())),
            Ability::Export => (w.export(), Some(w.export_hint().to_owned())),
        };
        view! { <TickBox name="can[]" value=ability.key() words hint on=on.contains(ability)/> }
    };
    view! { <div class="rule-be">{AbilitySet::all().iter().map(row).collect_view()}</div> }
}
