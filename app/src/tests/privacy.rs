//! The hospital's own text, and where the other pages lead to it.

use domain::{
    language::Language,
    privacy::{Block, Inline},
};
use leptos::prelude::*;

use super::{
    given::{HOSTILE, asks, caregiver, days, patient, some_limits, stranger},
    golden::Golden,
};
use crate::{
    components::layout::{Around, Tab},
    facts::{Frame, privacy::PrivacyPage, sign_in::SignInPage},
    pages::{consent, privacy, sign_in},
};

fn beside(frame: Frame) -> Frame {
    Frame {
        privacy_notice: Some(3),
        ..frame
    }
}

fn words(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

/// Every part that a text may have.
fn text() -> Vec<Block> {
    let heading = |depth, said| Block::Heading {
        depth,
        words: words(said),
    };
    let link = Inline::Link {
        href: "https://law.example/?a=1&b=2".to_owned(),
        words: vec![Inline::Emphasis(words("La ley"))],
    };
    vec![
        heading(1, "Sus datos"),
        Block::Paragraph(vec![
            Inline::Strong(words("Guardamos")),
            Inline::Text(format!(" {HOSTILE}")),
            Inline::Break,
            link,
        ]),
        heading(2, "Quién"),
        heading(3, "Más"),
        Block::List {
            numbered: false,
            items: vec![vec![
                Block::Paragraph(words("uno")),
                Block::List {
                    numbered: true,
                    items: vec![vec![Block::Paragraph(words("dos"))]],
                },
            ]],
        },
        Block::Rule,
        Block::Quote(vec![Block::Paragraph(words("dicho"))]),
    ]
}

#[test]
fn the_privacy_notice_in_use_an_old_one_and_one_without_a_successor() {
    let now = PrivacyPage {
        version: 3,
        since: days(-3),
        in_use: true,
        language: Language::Spanish,
        text: text(),
        others: vec![(2, days(-30)), (1, days(-400))],
    };
    let old = PrivacyPage {
        version: 1,
        since: days(-400),
        in_use: false,
        language: Language::English,
        text: vec![Block::Paragraph(words("Lo que se guarda."))],
        others: vec![(3, days(-3)), (2, days(-30))],
    };
    let only = PrivacyPage {
        others: Vec::new(),
        ..old.clone()
    };
    Golden::of("privacy", |facts| {
        view! { <privacy::Notice facts/> }.into_any()
    })
    .whole(Around::Portal(Tab::Privacy))
    .state("in use", &beside(stranger()), "/privacy", now)
    .state("an old one", &beside(patient()), "/privacy/1", old)
    .state(
        "none is in use",
        &caregiver(some_limits()),
        "/privacy/1",
        only,
    )
    .compare();
}

#[test]
fn a_decision_and_the_door_lead_to_it() {
    let door = SignInPage {
        email: String::new(),
        next: "/".to_owned(),
        app: None,
        hospital: None,
        invitation: None,
    };
    Golden::of("privacy_sign_in", |facts| {
        view! { <sign_in::Door facts/> }.into_any()
    })
    .whole(Around::Nothing)
    .state("the door", &beside(stranger()), "/sign-in", door)
    .compare();
    Golden::of("privacy_consent", |facts| {
        view! { <consent::Asks facts/> }.into_any()
    })
    .state(
        "an app asks",
        &beside(patient()),
        "/consent",
        asks("Sugar Coach"),
    )
    .compare();
}
