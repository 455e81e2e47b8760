//! Says once, where the focus is, what was done a moment ago.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[component]
pub fn Saved(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <p
            class="flex items-center gap-3 px-6 py-4 mbe-8 rounded-control border-s-4 border-accent bg-accent-soft"
            role="status"
            tabindex="-1"
            autofocus
        >
            <Glyph icon=Icon::Check/>
            {text}
        </p>
    }
}
