//! A sentence with its marks made visible: weight, and words that stay on one line.

use leptos::prelude::*;

use crate::words::text::{Piece, pieces};

#[component]
pub fn Rich(#[prop(into)] text: String) -> impl IntoView {
    pieces(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(words) => words.to_owned().into_any(),
            Piece::Strong(words) => view! { <b>{words.to_owned()}</b> }.into_any(),
            Piece::OneLine(words) => {
                view! { <span class="whitespace-nowrap">{words.to_owned()}</span> }.into_any()
            }
        })
        .collect_view()
}
