//! The way back to the page that a page belongs to.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[component]
pub fn Crumb(href: String, #[prop(into)] words: String) -> impl IntoView {
    view! {
        <a class="inline-flex items-center gap-1.5 min-block-8 text-small" href=href>
            <Glyph icon=Icon::Back/>
            {words}
        </a>
    }
}
