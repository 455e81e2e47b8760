//! The pages about passkeys and codes on paper.

use leptos::prelude::*;

use super::{
    account::passkey,
    given::{HOSTILE, by_new_passkey, by_passkey, by_password, ceremony, no_way, patient, too_new},
    golden::Golden,
};
use crate::{
    facts::{
        passkeys::{CodesPage, PasskeyPage, ProvePage},
        proof::PasskeyChallenge,
    },
    pages::passkeys::{add, one, paper},
};

#[test]
fn a_new_passkey() {
    let prove = |proof| ProvePage { proof };
    let me = patient();
    Golden::of("passkey_prove", |facts| {
        view! { <add::Prove facts/> }.into_any()
    })
    .state("proved just now", &me, "/add", prove(None))
    .state(
        "by password",
        &me,
        "/add?problem=password-missing",
        prove(Some(by_password())),
    )
    .state("no way to prove it", &me, "/add", prove(Some(no_way())))
    .state("too new to prove it", &me, "/add", prove(Some(too_new())))
    .compare();
    let question = PasskeyChallenge {
        ceremony: ceremony(),
        options: "{}".to_owned(),
    };
    Golden::of("passkey_make", |question| {
        view! { <add::Make question/> }.into_any()
    })
    .state("its name", &me, "/new?problem=name-missing", question)
    .compare();
}

#[test]
fn one_passkey() {
    let page = PasskeyPage {
        passkey: passkey(1, "My phone"),
        last: false,
        keeping: None,
        proof: None,
        vouching: None,
    };
    let new = PasskeyPage {
        passkey: passkey(2, "Kitchen laptop"),
        proof: Some(by_passkey()),
        vouching: Some(by_passkey()),
        ..page.clone()
    };
    let doubted = PasskeyPage {
        passkey: passkey(3, HOSTILE),
        keeping: Some(by_password()),
        ..page.clone()
    };
    let last = PasskeyPage {
        passkey: passkey(2, HOSTILE),
        last: true,
        proof: Some(by_new_passkey()),
        ..page.clone()
    };
    let me = patient();
    Golden::of("passkey", |facts| view! { <one::One facts/> }.into_any())
        .state("one of several", &me, "/passkey?problem=name-missing", page)
        .state("the last", &me, "/passkey", last)
        .state("a new one beside an older one", &me, "/passkey", new)
        .state("in doubt", &me, "/passkey", doubted)
        .compare();
}

#[test]
fn codes_on_paper() {
    let me = patient();
    Golden::of("paper_prove", |facts| {
        view! { <paper::Prove facts/> }.into_any()
    })
    .state(
        "by password",
        &me,
        "/codes",
        ProvePage {
            proof: Some(by_password()),
        },
    )
    .compare();
    let codes = vec!["ABCD-EFGH".to_owned(), "IJKL-MNOP".to_owned()];
    Golden::of("paper", |facts| view! { <paper::Codes facts/> }.into_any())
        .state("made just now", &me, "/codes/new", CodesPage { codes })
        .state(
            "shown before",
            &me,
            "/codes/new",
            CodesPage { codes: Vec::new() },
        )
        .compare();
}
