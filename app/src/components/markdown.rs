//! A hospital's own text, part by part: whatever it says, it stays words and links.

use domain::privacy::{Block, Inline};
use leptos::prelude::*;

/// The parts of a text, one below the other. Its headings stand below the page's own.
#[component]
pub fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Heading { depth: 1, words } => {
            view! { <h2 class="mbs-4">{inlines(words)}</h2> }.into_any()
        }
        Block::Heading { depth: 2, words } => {
            view! { <h3 class="mbs-2">{inlines(words)}</h3> }.into_any()
        }
        Block::Heading { words, .. } => view! { <h4 class="font-strong">{inlines(words)}</h4> }.into_any(),
        Block::Paragraph(words) => view! { <p>{inlines(words)}</p> }.into_any(),
        Block::List {
            numbered: true,
            items,
        } => view! { <ol class="grid gap-2 list-decimal ps-6">{rows(items)}</ol> }.into_any(),
        Block::List { items, .. } => view! { <ul class="grid gap-2 list-disc ps-6">{rows(items)}</ul> }.into_any(),
        Block::Quote(blocks) => {
            view! { <blockquote class="grid gap-4 ps-6 border-s-4 border-edge"><Blocks blocks/></blockquote> }.into_any()
        }
        Block::Rule => view! { <hr class="rule-bs"/> }.into_any(),
    }
}

fn rows(items: Vec<Vec<Block>>) -> impl IntoView {
    items
        .into_iter()
        .map(|blocks| view! { <li><div class="grid gap-2"><Blocks blocks/></div></li> })
        .collect_view()
}

fn inlines(words: Vec<Inline>) -> AnyView {
    words.into_iter().map(inline).collect_view().into_any()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(words) => view! { <strong>{inlines(words)}</strong> }.into_any(),
        Inline::Emphasis(words) => view! { <em>{inlines(words)}</em> }.into_any(),
        Inline::Link { href, words } => {
            view! { <a href=href rel="external noreferrer">{inlines(words)}</a> }.into_any()
        }
        Inline::Break => view! { <br/> }.into_any(),
    }
}
