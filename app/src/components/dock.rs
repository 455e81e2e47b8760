//! The two decisions: same size, ground, weight and reach. The line beside them says what would be stored.

use leptos::prelude::*;

use super::{frame::use_frame, rich::Rich, style::BUTTON_WEIGH};
use crate::words::consent::ConsentWords;

#[component]
pub fn DecisionDock(summary: Signal<String>) -> impl IntoView {
    let w = ConsentWords(use_frame().language);
    view! {
        <div class="dock grid gap-3 mbs-4 sm:mbs-section lg:grid-cols-[minmax(0,1fr)_minmax(0,31rem)] lg:items-center">
            <p class="text-note sm:text-small leading-[1.4]" data-summary data-seen>
                {move || view! { <Rich text=summary.get()/> }}
            </p>
            <div class="grid grid-cols-2 gap-3 items-stretch">
                <button class=BUTTON_WEIGH name="press" value="deny">{w.do_not_share()}</button>
                <button class=BUTTON_WEIGH name="press" value="share">{w.share()}</button>
            </div>
        </div>
    }
}
