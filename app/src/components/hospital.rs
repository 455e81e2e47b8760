//! The hospital's own sign-in: the door on the sign-in page, and the section on the page about how somebody signs in.

use leptos::prelude::*;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    rows::{Row, Rows},
    style::BUTTON,
};
use crate::{
    facts::hospital::{HospitalDoor, HospitalFacts},
    paths,
    words::{dates, hospital::HospitalWords},
};

/// Leads to the hospital's sign-in by a form, so that no other site can begin one.
#[component]
pub fn HospitalWay(door: HospitalDoor, next: String) -> impl IntoView {
    let w = HospitalWords(use_frame().language);
    view! {
        <p class="text-center text-small text-soft">{w.or()}</p>
        <form method="post" action=paths::HOSPITAL_SIGN_IN>
            <input type="hidden" name="next" value=next/>
            <button class=format!("{BUTTON} inline-full")>
                <Glyph icon=Icon::Records/>
                {w.sign_in_with(door.name)}
            </button>
        </form>
    }
}

#[component]
pub fn HospitalSection(facts: HospitalFacts) -> impl IntoView {
    let frame = use_frame();
    let w = HospitalWords(frame.language);
    let when = |at| dates::since(frame.language, &frame.zone, at, frame.now);
    let (about, words) = match facts.linked {
        Some(linked) => (
            w.row_linked(when(linked.since), when(linked.last_used)),
            w.look(),
        ),
        None => (w.row_apart().to_owned(), w.add()),
    };
    let which = w.about_it(&facts.name);
    view! {
        <section aria-labelledby="hospital">
            <h2 id="hospital" class="mbe-6">{w.section()}</h2>
            <Rows>
                <Row icon=Icon::Records name=facts.name about>
                    <a class=BUTTON href=paths::Hospital.to_string() rel="external">
                        <span>{words}<span class="hush">{which}</span></span>
                    </a>
                </Row>
            </Rows>
        </section>
    }
}
