//! The mark: the filled shape is "you say", the outlined one "so it is".

use leptos::prelude::*;

const SAID: &str = "M3 11.5a8.5 8.5 0 1 1 8.5 8.5H3z";
const SO: &str = "M27.75 20.5a7.25 7.25 0 1 0-7.25 7.25h7.25z";

/// Mark and name, as a link to the first page.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a
            class="inline-flex items-center gap-2.5 text-ink hover:text-ink no-underline min-block-target"
            href=crate::paths::Home.to_string()
        >
            <svg class="size-8 flex-none" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <path class="mark-so fill-none stroke-ink stroke-[2.5]" d=SO></path>
                <path class="mark-said fill-accent" d=SAID></path>
            </svg>
            <span class="font-voice font-voice text-[1.5rem] leading-none tracking-[-0.02em]">
                "Sayso"
            </span>
        </a>
    }
}

/// The large, cropped mark: once, beside the sign-in form.
#[component]
pub fn Echo() -> impl IntoView {
    view! {
        <svg
            class="hidden lg:block absolute inset-e-[-5rem] inset-be-[-4rem] size-[28rem] fill-none stroke-accent-line stroke-[0.3]"
            viewBox="0 0 32 32"
            aria-hidden="true"
            focusable="false"
        >
            <path d=SO></path>
            <path class="fill-accent-line stroke-none opacity-35" d=SAID></path>
        </svg>
    }
}
