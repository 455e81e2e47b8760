//! What a person signs in and proves with: their passkeys, and codes on paper.

use leptos::prelude::*;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    rows::{Row, Rows},
    style::{BUTTON, BUTTON_MAIN, BUTTON_QUIET, RULE_HEAD},
};
use crate::{
    browser::webauthn,
    facts::{
        Frame,
        passkeys::{KeyFacts, PaperFacts, PasskeyFacts},
    },
    paths,
    words::{dates, proof::KeyWords},
};

/// The passkeys, and the way to one more.
#[component]
pub fn Passkeys(facts: KeyFacts) -> impl IntoView {
    let w = KeyWords(use_frame().language);
    let count = match facts.passkeys.len() {
        0 => None,
        1 => Some(w.one().to_owned()),
        n => Some(w.count(n)),
    };
    let none = facts.passkeys.is_empty();
    view! {
        {facts.accepted.map(|accepted| view! { <TellAccepted accepted/> })}
        <section aria-labelledby="passkeys">
            <div class=RULE_HEAD>
                <h2 id="passkeys">{w.title()}</h2>
                {count.map(|count| view! { <p class="text-small text-soft">{count}</p> })}
            </div>
            <p class="text-soft mbe-4">{w.what()}</p>
            {none.then(|| view! { <p class="mbe-4">{w.none()}</p> })}
            {(!none)
                .then(|| {
                    view! {
                        <Rows>
                            {facts
                                .passkeys
                                .into_iter()
                                .map(|passkey| view! { <PasskeyRow passkey/> })
                                .collect_view()}
                        </Rows>
                    }
                })}
            {if facts.possible {
                view! {
                    <a class=format!("{BUTTON_MAIN} mbs-6") href=paths::AddPasskey.to_string()>
                        <Glyph icon=Icon::Key/>
                        {w.add()}
                    </a>
                }
                    .into_any()
            } else {
                view! { <p>{w.not_here()}</p> }.into_any()
            }}
        </section>
    }
}

#[component]
fn PasskeyRow(passkey: PasskeyFacts) -> impl IntoView {
    let frame = use_frame();
    let w = KeyWords(frame.language);
    let hint = w.change_hint(&passkey.name);
    view! {
        <Row icon=Icon::Key name=passkey.name.clone() about=about(&passkey, &frame)>
            <a class=BUTTON_QUIET href=paths::Passkey(passkey.id).to_string()>
                <span>{w.change()}<span class="hush">{hint}</span></span>
            </a>
        </Row>
    }
}

/// Where it is kept, when it was made, when it was used.
pub fn about(passkey: &PasskeyFacts, frame: &Frame) -> String {
    let language = frame.language;
    let w = KeyWords(language);
    let used = passkey.used.map_or_else(
        || w.never_used().to_owned(),
        |at| w.used(dates::since(language, &frame.zone, at, frame.now)),
    );
    let parts = [
        passkey.kept_in.as_ref().map(|what| w.kept_in(what)),
        Some(w.made(dates::day(language, frame.day_of(passkey.made)))),
        Some(used),
        passkey.in_doubt.then(|| w.in_doubt().to_owned()),
        passkey
            .new_until
            .map(|until| w.new_until(dates::breakable_moment(language, &frame.zone, until))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The codes on paper, and the way to new ones.
#[component]
pub fn PaperCodes(paper: Option<PaperFacts>) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = KeyWords(language);
    let about = paper.map_or_else(
        || w.paper_none().to_owned(),
        |paper| w.paper_left(paper.left, dates::day(language, frame.day_of(paper.made))),
    );
    view! {
        <section aria-labelledby="lost">
            <h2 id="lost" class="mbe-4">{w.lost()}</h2>
            <Rows>
                <Row icon=Icon::Document name=w.paper() about>
                    <a class=BUTTON href=paths::PaperCodes.to_string()>{w.make_paper()}</a>
                </Row>
            </Rows>
        </section>
    }
}

/// Tells the browser which passkeys are still good, as it may be asked to offer them.
#[island]
pub fn TellAccepted(accepted: String) -> impl IntoView {
    Effect::new(move |_| webauthn::tell("signalAllAcceptedCredentials", &accepted));
}
