//! Rows of things that a person has, such as devices or keys: a picture, a name with a line about it, and what to do.

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    rich::Rich,
};

#[component]
pub fn Rows(children: Children) -> impl IntoView {
    view! { <ul class="rule-bs">{children()}</ul> }
}

/// `children` is what can be done with it.
#[component]
pub fn Row(
    icon: Icon,
    #[prop(into)] name: String,
    #[prop(into)] about: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 rule-be">
            <span
                class="inline-grid place-items-center size-12 rounded-[0.9rem] bg-sunk edge flex-none"
                aria-hidden="true"
            >
                <Glyph icon class="size-6"/>
            </span>
            <p class="grow basis-56 min-inline-0">
                <b class="block">{name}</b>
                <span class="text-small text-soft"><Rich text=about/></span>
            </p>
            {children.map(|children| children())}
        </li>
    }
}
