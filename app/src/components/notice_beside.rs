//! Which privacy notice stands beside a decision.

use leptos::prelude::*;

use super::frame::use_frame;
use crate::{paths, words::privacy::PrivacyWords};

/// The way to the version that is kept with the decision. It opens beside this page, so that nothing picked here is lost.
#[component]
pub fn NoticeBeside() -> impl IntoView {
    let frame = use_frame();
    let version = frame.privacy_notice?;
    let words = PrivacyWords::beside_of(&frame)?;
    Some(view! {
        <p class="text-small">
            <a href=paths::PrivacyOf(version).to_string() target="_blank" rel="noopener">
                <span data-seen>{words}</span>
            </a>
            ". "
            {PrivacyWords(frame.language).new_tab()}
        </p>
    })
}
