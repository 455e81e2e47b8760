//! The fact label: the same eight facts, in the same order and words, wherever a consent is shown.

use leptos::prelude::*;
use tailwind_rs_macros::classes;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    style::{NOTE, TICK, TICKS},
};
use crate::words::{
    consent::FactWords,
    facts::{Fact, Facts},
};

const ROW: &str = classes! {
    base: "grid gap-x-6 py-2 rule-be",
    responsive: "sm:py-3.5 sm:col-span-full sm:grid-cols-[9.5rem_1fr]"
};

const SIGHT: &str = classes! {
    base: "mbs-3 rounded-card p-4 border-(length:--edge-control) border-solid",
    responsive: "sm:my-3 sm:px-6 sm:py-4"
};

/// Seven facts as a list; the first, whose record it is, stands with the title.
#[component]
pub fn FactLabel(facts: Memo<Facts>) -> impl IntoView {
    let w = FactWords(use_frame().language);
    view! {
        <dl class="grid grid-cols-[minmax(0,1fr)] sm:grid-cols-2 sm:gap-x-4 border-bs-2 border-ink">
            <FactRow name=w.who_asks() key="requester" fact=Memo::new(move |_| facts.get().requester)/>
            <FactRow name=w.what_for() key="purpose" fact=Memo::new(move |_| facts.get().purpose)/>
            <Sight can=true name=w.can_see() fact=Memo::new(move |_| facts.get().can_see)/>
            <Sight can=false name=w.cannot_see() fact=Memo::new(move |_| facts.get().cannot_see)/>
            <FactRow name=w.how_long() key="until" fact=Memo::new(move |_| facts.get().until)/>
            <FactRow name=w.copies() key="copies" fact=Memo::new(move |_| facts.get().copies)/>
            <FactRow name=w.how_to_stop() key="stop" fact=Memo::new(move |_| facts.get().stop)/>
        </dl>
    }
}

#[component]
fn FactRow(name: &'static str, key: &'static str, fact: Memo<Fact>) -> impl IntoView {
    view! {
        <div class=ROW data-fact=key data-seen>
            <dt class="text-small text-soft pbs-0.5">{name}</dt>
            <dd class="text-body leading-[1.45]">
                {move || {
                    let Fact { said, notes } = fact.get();
                    view! {
                        <Rich text=said.join(" ")/>
                        <Notes notes/>
                    }
                }}
            </dd>
        </div>
    }
}

/// What the app can see, or cannot: the same heading, size and space.
#[component]
fn Sight(can: bool, name: &'static str, fact: Memo<Fact>) -> impl IntoView {
    let (key, icon, mark, ground) = if can {
        (
            "can-see",
            Icon::Eye,
            Icon::Check,
            "bg-accent-soft border-accent-line",
        )
    } else {
        (
            "cannot-see",
            Icon::EyeOff,
            Icon::Cross,
            "bg-sunk border-edge forced-colors:border-dashed",
        )
    };
    view! {
        <div class=format!("{SIGHT} {ground}") data-fact=key data-seen>
            <dt class="flex items-center gap-2 mbe-2 sm:mbe-3 text-body font-strong leading-[1.3]">
                <Glyph icon/>
                {name}
            </dt>
            <dd>
                {move || {
                    let Fact { said, notes } = fact.get();
                    view! {
                        {(!said.is_empty()).then(|| view! { <Ticks lines=said mark/> })}
                        <Notes notes/>
                    }
                }}
            </dd>
        </div>
    }
}

/// Lines, each behind the same mark.
#[component]
pub fn Ticks(
    lines: Vec<String>,
    mark: Icon,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let line = move |text| {
        view! {
            <li class=TICK>
                <Glyph icon=mark class="mbs-[0.15em]"/>
                <span>
                    <Rich text/>
                </span>
            </li>
        }
    };
    view! { <ul class=format!("{TICKS} {class}")>{lines.into_iter().map(line).collect_view()}</ul> }
}

#[component]
fn Notes(notes: Vec<String>) -> impl IntoView {
    notes
        .into_iter()
        .map(|text| view! { <p class=format!("{NOTE} mbs-1")><Rich text/></p> })
        .collect_view()
}
