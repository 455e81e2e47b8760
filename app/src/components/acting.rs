//! Says on every page for whom somebody acts, what they can see, until when, and how to step out.

use domain::{
    delegation::{Ability, Limits},
    language::Language,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    style::PAGE_WIDTH,
};
use crate::{
    api::people::StopActing,
    facts::frame::Acting,
    words::{
        categories, dates,
        people::{ActingWords, sees, sees_any},
    },
};

/// The first thing on every page while acting.
#[component]
pub fn ActingBanner() -> impl IntoView {
    let frame = use_frame();
    frame
        .acting
        .clone()
        .map(|acting| view! { <Banner acting/> })
}

#[component]
fn Banner(acting: Acting) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = ActingWords(language);
    let date = dates::day(language, frame.last_day(acting.until));
    let limits = acting.limits;
    let what = if limits.abilities.contains(Ability::SeeRecords) {
        w.can_see(seen(language, limits), date)
    } else {
        w.can_act_until(date)
    };
    let text = format!("{} {what}", w.acting_for(&acting.name));
    view! {
        <section
            class="bg-notice text-on-notice border-be-2 border-notice-line text-small print:hidden"
            aria-label=crate::words::text::plain(&w.acting_for(&acting.name))
            data-acting=acting.delegation.to_string()
            data-personal
        >
            <div class=format!("{PAGE_WIDTH} flex flex-wrap items-center gap-x-4 gap-y-2 py-3")>
                <Glyph icon=Icon::Person/>
                <p class="grow basis-64 min-inline-0"><Rich text/></p>
                <form method="post" action=StopActing::url()>
                    <button class="min-block-target-min py-1 font-strong text-on-notice underline underline-offset-[0.2em] cursor-pointer text-start">
                        {w.stop(acting.first_name())}
                    </button>
                </form>
            </div>
        </section>
    }
}

/// Short, since it stands on every page: the card of the delegation names each kind.
fn seen(language: Language, limits: Limits) -> String {
    if sees_any(limits) {
        categories::brief_list(language, limits.categories)
    } else {
        sees(language, limits)
    }
}

/// Says of a page about the reader's own account that it is not about the one for whom they act.
#[component]
pub fn OwnPage() -> impl IntoView {
    let frame = use_frame();
    let words = frame
        .other()
        .map(|person| ActingWords(frame.language).own_page(person));
    words.map(|words| view! { <p class="font-strong">{words}</p> })
}

/// Tells the server whose record the page with this form was about, so that an answer never lands on another.
#[component]
pub fn ActingField() -> impl IntoView {
    let frame = use_frame();
    let acting = frame
        .acting
        .as_ref()
        .map(|acting| acting.delegation.to_string());
    view! { <input type="hidden" name="acting" value=acting.unwrap_or_default()/> }
}
