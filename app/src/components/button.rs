//! Pairs of buttons and links that look like buttons.

use leptos::prelude::*;

use super::style::{BUTTON, SQUARE};

/// Leads to the page that ends something.
#[component]
pub fn EndsLink(href: String, words: &'static str, hint: String) -> impl IntoView {
    view! {
        <a class=BUTTON href=href>
            <span class=SQUARE aria-hidden="true"></span>
            <span>{words}<span class="hush">{hint}</span></span>
        </a>
    }
}
