//! What waits for the person: three rows, each with what happens if they do nothing, and one button; the rest behind a line.

use domain::consent::ConsentStatus;
use leptos::prelude::*;

use super::{
    chip::{AskChip, StatusChip, WaitingChip},
    frame::use_frame,
    rich::Rich,
    style::{BUTTON, BUTTON_MAIN, SUMMARY},
};
use crate::{
    facts::connected_apps,
    paths,
    words::{apps::AppsWords, dates, people::PeopleWords},
};

/// So many are shown at once.
const FIRST: usize = 3;

#[component]
pub fn Needs(mut needs: Vec<connected_apps::Need>) -> impl IntoView {
    let w = AppsWords(use_frame().language);
    let rest = needs.split_off(needs.len().min(FIRST));
    (!needs.is_empty()).then(|| {
        view! {
            <section aria-labelledby="needs">
                <h2 id="needs" class="hush">{w.needs_you()}</h2>
                <ul class="grid gap-3 mbe-12">
                    {needs.into_iter().map(|need| view! { <NeedRow need/> }).collect_view()}
                </ul>
                {(!rest.is_empty())
                    .then(|| {
                        view! {
                            <details class="mbe-12">
                                <summary class=SUMMARY>{w.more_needs(rest.len())}</summary>
                                <ul class="grid gap-3 mbs-3">
                                    {rest.into_iter().map(|need| view! { <NeedRow need/> }).collect_view()}
                                </ul>
                            </details>
                        }
                    })}
            </section>
        }
    })
}

/// One row.
#[component]
fn NeedRow(need: connected_apps::Need) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, p) = (AppsWords(language), PeopleWords(language));
    let (chip, sentence, class, href, button) = match need {
        connected_apps::Need::Waiting { request, app } => (
            view! { <WaitingChip language/> }.into_any(),
            w.waiting(&app),
            BUTTON_MAIN,
            paths::Consent(request).to_string(),
            w.read_request(app),
        ),
        connected_apps::Need::OnHold { consent, app } => (
            view! { <StatusChip status=ConsentStatus::NeedsReview language/> }.into_any(),
            w.on_hold(&app),
            BUTTON_MAIN,
            paths::App(consent).to_string(),
            w.look_at(app),
        ),
        connected_apps::Need::MoreAsked { delegation, name } => (
            view! { <AskChip language/> }.into_any(),
            p.asks_more(first(&name)),
            BUTTON_MAIN,
            paths::Caregiver(delegation).to_string(),
            p.look_at_ask(first(&name)),
        ),
        connected_apps::Need::CaregiverSuspended { delegation, name } => (
            view! { <AskChip language/> }.into_any(),
            p.on_hold(first(&name)),
            BUTTON_MAIN,
            paths::Caregiver(delegation).to_string(),
            p.look_at(first(&name)),
        ),
        connected_apps::Need::EndsSoon { consent, app, ends } => {
            let date = dates::day(language, frame.last_day(ends));
            let sentence = match dates::days_left(&frame.hospital_zone, ends, frame.now) {
                0 => w.ends_today(&app),
                1 => w.ends_tomorrow(&app, date),
                days => w.ends_in(&app, days, date),
            };
            let chip = view! { <StatusChip status=ConsentStatus::EndsSoon language/> }.into_any();
            (
                chip,
                sentence,
                BUTTON,
                paths::App(consent).to_string(),
                w.keep_or_let_end(app),
            )
        }
    };
    view! { <Need chip sentence href button class/> }
}

/// The first name of a caregiver.
fn first(name: &str) -> String {
    crate::facts::frame::first_name(name).to_owned()
}

/// One row: what waits, what happens if the person does nothing, and the one button.
#[component]
fn Need(
    chip: AnyView,
    sentence: String,
    href: String,
    button: String,
    class: &'static str,
) -> impl IntoView {
    view! {
        <li class="grid gap-x-4 gap-y-3 items-center justify-items-start md:grid-cols-[9.5rem_minmax(0,1fr)_auto] px-6 py-4 bg-surface border-(length:--edge-control) border-solid border-accent-line rounded-card">
            {chip}
            <p class="leading-[1.4]"><Rich text=sentence/></p>
            <a class=class href=href>{button}</a>
        </li>
    }
}
