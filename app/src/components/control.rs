//! A control of the consent page behind one line: its name, and what is picked. `details`, so that it opens without scripts.

use leptos::prelude::*;
use tailwind_rs_macros::classes;

use super::{live::LivePicked, style::FOLD};
use crate::words::picked;

const LINE: &str = classes! {
    base: "chevron flex items-center gap-x-2 inline-full min-block-target py-2 rounded-[4px]",
    state: "hover:underline hover:underline-offset-[0.2em]"
};

const NAME: &str = classes! {
    base: "font-ui font-strong text-body leading-(--leading-snug)"
};

/// What is picked stands at the other end of the line.
const SAID: &str = classes! {
    base: "grow ps-2 text-small text-end leading-[1.4]"
};

/// What stands beside the name of a control.
#[derive(Clone, Copy)]
pub enum Beside {
    /// What follows the choice.
    Picked(picked::Control),
    /// What does not.
    Words(&'static str),
    Nothing,
}

#[component]
pub fn Control(
    id: &'static str,
    #[prop(into)] name: String,
    beside: Beside,
    /// Whether it starts open.
    open: bool,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let beside = match beside {
        Beside::Picked(of) => view! { <LivePicked of/> }.into_any(),
        Beside::Words(words) => words.into_any(),
        Beside::Nothing => ().into_any(),
    };
    view! {
        <details class=format!("{FOLD} {class}") open=open data-control=id>
            <summary class=LINE>
                <h2 id=id class=NAME>{name}</h2>
                <span class=SAID>{beside}</span>
            </summary>
            <div class="pbs-2 pbe-8">{children()}</div>
        </details>
    }
}
