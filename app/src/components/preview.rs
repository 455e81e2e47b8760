//! What the app would see today, counted from the record.

use leptos::prelude::*;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    style::NOTE,
};
use crate::{
    facts::consent::Preview,
    words::{categories::category, consent::ConsentWords, dates, shown},
};

#[component]
pub fn PreviewCard(app: String, preview: Signal<Preview>) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = ConsentWords(language);
    let date = dates::day(language, frame.today());
    let counted_on = match frame.other() {
        Some(person) => w.counted_on_of(person, date),
        None => w.counted_on(date),
    };
    view! {
        <section class="edge rounded-card bg-surface shadow-lift overflow-hidden" aria-labelledby="preview">
            <header class="px-6 pbs-6 pbe-4 bg-accent-soft border-be border-accent-line">
                <p class=NOTE>{w.if_now()}</p>
                <h2 id="preview" class="text-h3" data-seen>{w.would_see(&app)}</h2>
            </header>
            <div class="px-6 py-2">{move || view! { <Rows app=app.clone() preview=preview.get()/> }}</div>
            <footer class="grid grid-cols-[auto_1fr] gap-x-3 px-6 py-4 bg-sunk rule-bs text-note text-soft leading-[1.45]">
                <Glyph icon=Icon::EyeOff/>
                <span data-seen>{move || view! { <Rich text=shown::hidden(&preview.get(), &frame)/> }}</span>
            </footer>
        </section>
        <p class=NOTE><Rich text=counted_on/></p>
    }
}

#[component]
fn Rows(app: String, preview: Preview) -> impl IntoView {
    let language = use_frame().language;
    if preview.rows.is_empty() {
        let nothing = ConsentWords(language).would_see_nothing(app);
        return view! { <p class="py-3 text-small" data-seen>{nothing}</p> }.into_any();
    }
    let row = move |(kind, held): (
        domain::catalogue::DataCategory,
        crate::facts::consent::Holding,
    )| {
        let words = category(language, kind);
        view! {
            <li class="grid grid-cols-[2.75rem_1fr] gap-x-3 items-baseline py-3 rule-be last:border-be-0" data-seen>
                <span class="font-voice text-[1.75rem] leading-none numerals text-end">{held.count}</span>
                <span>
                    <b class="block text-small leading-[1.35]">{words.things(held.count)}</b>
                    {shown::newest(language, &held)
                        .map(|text| view! { <span class="block text-note text-soft leading-[1.4]"><Rich text/></span> })}
                </span>
            </li>
        }
    };
    view! { <ul>{preview.rows.into_iter().map(row).collect_view()}</ul> }.into_any()
}
