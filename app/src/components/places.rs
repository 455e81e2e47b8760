//! Where somebody is signed in, and signing out there. It needs no proof.

use domain::device::System;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{
    frame::use_frame,
    icon::Icon,
    rows::{Row, Rows},
    style::{BUTTON, BUTTON_QUIET, RULE_HEAD},
};
use crate::{
    api::security::{EndOtherSessions, EndSession},
    facts::{Frame, security::Place},
    words::{
        dates,
        security::{MethodWords, SecurityWords, device},
    },
};

#[component]
pub fn Places(places: Vec<Place>) -> impl IntoView {
    let w = SecurityWords(use_frame().language);
    let many = places.len() > 1;
    let count = if many {
        w.count(places.len())
    } else {
        w.one_place().to_owned()
    };
    view! {
        <section aria-labelledby="places">
            <div class=RULE_HEAD>
                <h2 id="places">{w.places()}</h2>
                <p class="text-small text-soft">{count}</p>
            </div>
            <Rows>
                {places.into_iter().map(|place| view! { <PlaceRow place/> }).collect_view()}
            </Rows>
            {many
                .then(|| {
                    view! {
                        <form method="post" action=EndOtherSessions::url() class="mbs-6">
                            <button class=BUTTON>{w.everywhere_else()}</button>
                        </form>
                    }
                })}
        </section>
    }
}

#[component]
fn PlaceRow(place: Place) -> impl IntoView {
    let frame = use_frame();
    let w = SecurityWords(frame.language);
    let name = device(frame.language, place.device);
    let icon = if place.device.system.is_some_and(System::is_handheld) {
        Icon::Phone
    } else {
        Icon::Laptop
    };
    let there = w.sign_out_there(&name);
    view! {
        <Row icon name about=about(&place, &frame)>
            {if place.here {
                view! { <b class="text-note">{w.you_are_here()}</b> }.into_any()
            } else {
                view! {
                    <form method="post" action=EndSession::url()>
                        <input type="hidden" name="session" value=place.session.to_string()/>
                        <button class=BUTTON_QUIET>
                            <span>{w.sign_out()}<span class="hush">{there}</span></span>
                        </button>
                    </form>
                }
                    .into_any()
            }}
        </Row>
    }
}

fn about(place: &Place, frame: &Frame) -> String {
    let language = frame.language;
    let w = SecurityWords(language);
    let when = |at| dates::since(language, &frame.zone, at, frame.now);
    let method = MethodWords(language).of(place.method);
    let parts = [
        Some(w.since(when(place.since), method)),
        place.proved.map(|at| w.proved(when(at))),
        (!place.here).then(|| w.last_used(when(place.last_used))),
        Some(w.ends(dates::breakable_moment(language, &frame.zone, place.ends))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
