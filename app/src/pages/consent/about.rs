//! About the app: what happens next, and the exact request for experts.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    components::{
        chain::Technical,
        frame::use_frame,
        style::{FOLD, FOLD_SUMMARY},
    },
    facts::consent::ConsentPage,
    words::{consent::ConsentWords, shown},
};

#[component]
pub fn AboutApp(facts: Arc<ConsentPage>) -> impl IntoView {
    let w = ConsentWords(use_frame().language);
    let exact = exact(&facts);
    let back = w.after_back(&facts.app.name);
    view! {
        <section class="mbs-section" aria-labelledby="about">
            <h2 id="about" class="mbe-3">{w.about(&facts.app.name)}</h2>
            <p class="text-small text-soft mbe-4">{w.about_hint()}</p>
            <Fold title=w.after()>
                <p>{back}</p>
                <p class="mbs-2">{w.after_receipt()}</p>
            </Fold>
            <Fold title=w.experts()><Technical rows=exact/></Fold>
        </section>
    }
}

#[component]
fn Fold(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <details class=FOLD>
            <summary class=FOLD_SUMMARY>{title}</summary>
            <div class="ps-4.5 pbs-3 pbe-6 text-small">{children()}</div>
        </details>
    }
}

/// The request as it stands on the wire. These names are the protocol's, not ours, so no language changes them.
fn exact(facts: &ConsentPage) -> Vec<(&'static str, String)> {
    let technical = &facts.technical;
    let refresh = if technical.offline {
        "; refresh tokens rotate"
    } else {
        ""
    };
    vec![
        ("client_id", facts.app.id.to_string()),
        ("redirect host", technical.redirect_host.clone()),
        ("purpose of use", facts.offer.purpose.code().to_owned()),
        ("scope", technical.scopes.join(" ")),
        (
            "access token",
            format!("{} min{refresh}", technical.access_token_minutes),
        ),
        ("text", format!("version {}", shown::TEXT_VERSION)),
    ]
}
