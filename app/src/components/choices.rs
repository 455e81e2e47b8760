//! The rows on which a person turns kinds of data on and off. Each switch is a native checkbox.

use domain::{
    catalogue::{DataCategory, SensitiveTopic},
    consent::Change,
    language::Language,
};
use leptos::prelude::*;

use super::{
    chip::MarkChip,
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    style::SUMMARY,
};
use crate::{
    facts::consent::Holding,
    words::{
        categories::{CategoryWords, category},
        consent::ConsentWords,
        shown,
        topics::topic,
    },
};

/// One kind of data: switch, label, what the record holds, and what is in it.
#[component]
pub fn ChoiceRow(
    kind: DataCategory,
    on: bool,
    holding: Option<Holding>,
    #[prop(default = None)] change: Option<Change>,
    /// Instead of the line under the label.
    #[prop(default = None)]
    line: Option<String>,
    /// Under the count.
    #[prop(default = None)]
    note: Option<String>,
) -> impl IntoView {
    let language = use_frame().language;
    let words = category(language, kind);
    let unused = (change == Some(Change::Removed)).then(|| ConsentWords(language).removed_unused());
    let line = unused
        .map(str::to_owned)
        .or(line)
        .unwrap_or_else(|| words.line.to_owned());
    view! {
        <div class="choice">
            <input class="switch" type="checkbox" id=kind.key() name="share[]" value=kind.key() checked=on data-seen/>
            <label class="cursor-pointer py-0.5" for=kind.key()>
                <span class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <b class="leading-(--leading-snug)" data-seen>{words.label}</b>
                    {change.map(|change| view! { <ChangeMark change language/> })}
                </span>
                <span class="block text-small text-soft leading-[1.45]"><Rich text=line/></span>
            </label>
            <Holds counted=holding.as_ref().map(|held| words.counted(held.count)) holding note/>
            <Inside words language/>
        </div>
    }
}

/// How a row differs from the consent that it renews.
#[component]
fn ChangeMark(change: Change, language: Language) -> impl IntoView {
    let w = ConsentWords(language);
    match change {
        Change::New => view! { <MarkChip icon=Icon::Plus words=w.mark_new() key="new"/> },
        Change::Same => view! { <MarkChip icon=Icon::Check words=w.mark_same() key="same"/> },
        Change::Removed => {
            view! { <MarkChip icon=Icon::Cross words=w.mark_removed() key="removed"/> }
        }
        Change::Declined => {
            view! { <MarkChip icon=Icon::Cross words=w.mark_declined() key="declined"/> }
        }
    }
}

/// How much of a kind the record holds.
#[component]
fn Holds(counted: Option<String>, holding: Option<Holding>, note: Option<String>) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = ConsentWords(language);
    let empty = holding.as_ref().is_some_and(|held| held.count == 0);
    let counted = match (counted, empty) {
        (_, true) if frame.other().is_some() => Some(w.none_to_see().to_owned()),
        (_, true) => Some(w.none().to_owned()),
        (counted, false) => counted,
    };
    let newest = holding
        .as_ref()
        .and_then(|held| shown::newest(language, held));
    view! {
        <p class="has">
            {counted.map(|counted| view! { <b>{counted}</b> })}
            " "
            {newest.map(|text| view! { <span class="sm:block"><Rich text/></span> })}
            {note.map(|text| view! { <span class="block"><Rich text/></span> })}
        </p>
    }
}

/// The second layer: what is in a kind, and what is not.
#[component]
fn Inside(words: CategoryWords, language: Language) -> impl IntoView {
    let w = ConsentWords(language);
    view! {
        <details class="col-span-full col-start-2">
            <summary class=SUMMARY>{w.what_is_in(words.short)}</summary>
            <div class="grid gap-2 ps-4.5 pbs-3 pbe-2 text-small">
                <p><b>{w.in_it()}</b>" "{words.holds.join(", ")}"."</p>
                <p><b>{w.not_in_it()}</b>" "{words.leaves_out}</p>
            </div>
        </details>
    }
}

/// One sensitive topic.
#[component]
pub fn TopicRow(
    kind: SensitiveTopic,
    on: bool,
    holding: Option<Holding>,
    /// Whether what is in it starts open.
    #[prop(default = false)]
    open: bool,
) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (words, w) = (topic(language, kind), ConsentWords(language));
    let counted = holding.as_ref().map(|held| match language {
        Language::English => crate::words::text::counted(held.count, "entry", "entries"),
        Language::Spanish => crate::words::text::counted(held.count, "dato", "datos"),
    });
    let law = (kind == SensitiveTopic::SubstanceUse).then(|| w.law_for(frame.other()));
    view! {
        <div class="choice">
            <input class="switch" type="checkbox" id=kind.key() name="sensitive[]" value=kind.key() checked=on data-seen/>
            <label class="cursor-pointer py-0.5" for=kind.key()>
                <b class="block leading-(--leading-snug)" data-seen>{words.label}</b>
            </label>
            <Holds counted holding note=None/>
            <details class="col-span-full sm:col-start-2" open=open>
                <summary class=SUMMARY>{w.what_is_in(words.short)}</summary>
                <div class="grid gap-2 ps-4.5 pbs-2 text-small">
                    <p>{words.holds}</p>
                    // 42 CFR 2.32: the notice on redisclosure goes with the data.
                    {law.map(|text| view! { <p><Rich text/></p> })}
                </div>
            </details>
        </div>
    }
}

/// What was not asked for, and so cannot be turned on here.
#[component]
pub fn NotAsked(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="grid grid-cols-[auto_1fr] gap-4 py-4 rule-bs last:pbe-0">
            <Glyph icon=Icon::EyeOff class="mbs-1"/>
            <p class="text-small"><Rich text/></p>
        </div>
    }
}
