//! The chips: text, icon and an edge of their own, so that colour is never the only difference.

use domain::{
    consent::ConsentStatus,
    delegation::{DelegationStatus, InvitationStatus},
    language::Language,
};
use leptos::prelude::*;
use tailwind_rs_macros::classes;

use super::icon::{Glyph, Icon};
use crate::words::{
    apps::{AppsWords, ChipWords},
    people::{self, DelegationPartWords},
};

const ACTIVE: &str = classes! {
    base: "chip", variant: "bg-chip-active text-on-chip-active border-chip-active-line"
};
const SOON: &str = classes! {
    base: "chip", variant: "bg-chip-soon text-on-chip-soon border-chip-soon-line"
};
const ASK: &str = classes! {
    base: "chip chip-ask", variant: "bg-chip-ask text-on-chip-ask border-chip-ask-line"
};
const OVER: &str = classes! {
    base: "chip", variant: "bg-chip-over text-on-chip-over border-chip-over-line border-dashed"
};
const STOPPED: &str = classes! {
    base: "chip chip-stopped",
    variant: "bg-chip-stopped text-on-chip-stopped border-chip-stopped-line"
};

/// What a consent is, in one word.
#[component]
pub fn StatusChip(
    status: ConsentStatus,
    language: Language,
    /// The hospital stopped the app.
    #[prop(default = false)]
    suspended: bool,
) -> impl IntoView {
    let w = ChipWords(language);
    let is_live = matches!(
        status,
        ConsentStatus::Active | ConsentStatus::EndsSoon | ConsentStatus::NeedsReview
    );
    let (class, icon, words, key) = match status {
        _ if suspended && is_live => (STOPPED, Icon::Square, w.suspended(), "suspended"),
        ConsentStatus::Active => (ACTIVE, Icon::Dot, w.active(), "active"),
        ConsentStatus::EndsSoon => (SOON, Icon::Clock, w.ends_soon(), "soon"),
        ConsentStatus::NeedsReview => (ASK, Icon::Ask, w.needs_ok(), "ask"),
        ConsentStatus::Expired => (OVER, Icon::Ring, w.expired(), "over"),
        ConsentStatus::Stopped => (STOPPED, Icon::Square, w.stopped(), "stopped"),
        ConsentStatus::Superseded => (OVER, Icon::Ring, w.superseded(), "superseded"),
    };
    view! { <Chip class icon words key/> }
}

/// What a delegation is, in one word. To the caregiver a needed answer is not theirs to give.
#[component]
pub fn DelegationChip(status: DelegationStatus, by_me: bool, language: Language) -> impl IntoView {
    let words = people::status(language, status, by_me);
    let (class, icon, key) = match status {
        DelegationStatus::Active => (ACTIVE, Icon::Dot, "active"),
        DelegationStatus::EndsSoon => (SOON, Icon::Clock, "soon"),
        DelegationStatus::NeedsReview if by_me => (STOPPED, Icon::Clock, "on-hold"),
        DelegationStatus::NeedsReview => (ASK, Icon::Ask, "ask"),
        DelegationStatus::Expired | DelegationStatus::Lapsed => (OVER, Icon::Ring, "over"),
        DelegationStatus::Ended => (STOPPED, Icon::Square, "stopped"),
    };
    view! { <Chip class icon words key/> }
}

/// What became of an invitation.
#[component]
pub fn InvitedChip(status: InvitationStatus, language: Language) -> impl IntoView {
    let w = DelegationPartWords(language);
    let (class, icon, words, key) = match status {
        InvitationStatus::Waiting => (STOPPED, Icon::Letter, w.waiting(), "waiting"),
        InvitationStatus::Accepted => (ACTIVE, Icon::Dot, w.active(), "active"),
        InvitationStatus::Declined => (OVER, Icon::Cross, w.declined(), "declined"),
        InvitationStatus::Withdrawn => (STOPPED, Icon::Square, w.taken_back(), "taken-back"),
        InvitationStatus::Expired => (OVER, Icon::Ring, w.expired(), "over"),
        InvitationStatus::Closed => (STOPPED, Icon::Square, w.closed(), "closed"),
    };
    view! { <Chip class icon words key/> }
}

/// Somebody asks and waits for an answer.
#[component]
pub fn AskChip(language: Language) -> impl IntoView {
    let words = DelegationPartWords(language).needs_ok();
    view! { <Chip class=ASK icon=Icon::Ask words key="ask"/> }
}

/// An app asked and waits.
#[component]
pub fn WaitingChip(language: Language) -> impl IntoView {
    let words = AppsWords(language).waiting_chip();
    view! { <Chip class=ASK icon=Icon::Letter words key="waiting"/> }
}

/// A mark beside a choice, such as "New".
#[component]
pub fn MarkChip(icon: Icon, words: &'static str, key: &'static str) -> impl IntoView {
    view! { <Chip class=OVER icon words key/> }
}

#[component]
fn Chip(class: &'static str, icon: Icon, words: &'static str, key: &'static str) -> impl IntoView {
    view! { <span class=class data-chip=key><Glyph icon/>{words}</span> }
}
