//! The button that prints a page.

use leptos::prelude::*;

use super::style::BUTTON;

/// Without scripts there is no such button; the browser has its own.
#[island]
pub fn Print(words: String) -> impl IntoView {
    let can_print = RwSignal::new(false);
    Effect::new(move |_| can_print.set(true));
    let print = |_| {
        if window().print().is_err() {
            leptos::logging::warn!("the browser did not print");
        }
    };
    view! {
        <button type="button" class=BUTTON hidden=move || !can_print.get() on:click=print>
            {words}
        </button>
    }
}
