//! The pages for somebody whom the hospital knows: the question, and what an account begins with.

use domain::activation::ActivationQuestion;
use leptos::prelude::*;

use super::{
    given::{HOSTILE, ceremony, stranger},
    golden::Golden,
};
use crate::{
    facts::{
        activation::{ActivatePage, BeginAccountPage},
        proof::PasskeyChallenge,
    },
    pages::activation,
};

#[test]
fn the_question_of_the_hospital() {
    let letter = ActivatePage {
        secret: None,
        question: ActivationQuestion::BirthDate,
    };
    let link = ActivatePage {
        secret: Some("secret".to_owned()),
        ..letter.clone()
    };
    let postal = ActivatePage {
        question: ActivationQuestion::PostalCode,
        ..link.clone()
    };
    let me = stranger();
    let refused = "/activate/secret?problem=activation-refused";
    Golden::of("activate", activation::question)
        .state("a letter", &me, "/activate", letter.clone())
        .state("a link", &me, "/activate/secret", link)
        .state("a wrong answer", &me, refused, postal)
        .state("a mail is on its way", &me, "/activate?mailed=yes", letter)
        .compare();
}

#[test]
fn what_an_account_begins_with() {
    let letter = BeginAccountPage {
        name: HOSTILE.to_owned(),
        email: None,
        passkey: None,
    };
    let link = BeginAccountPage {
        name: "Maria Keller".to_owned(),
        email: Some("maria@mail.example".to_owned()),
        passkey: None,
    };
    let with_passkey = BeginAccountPage {
        passkey: Some(PasskeyChallenge {
            ceremony: ceremony(),
            options: "{}".to_owned(),
        }),
        ..link.clone()
    };
    let (me, page) = (stranger(), "/activate/account");
    let weak = "/activate/account?problem=password-too-short";
    let unnamed = "/activate/account?problem=name-missing";
    let unfit = "/activate/account?problem=email-unfit";
    Golden::of("begin_account", |facts| {
        view! { <activation::Begin facts/> }.into_any()
    })
    .state("an address first", &me, unfit, letter)
    .state("a password", &me, weak, link)
    .state("a passkey", &me, page, with_passkey.clone())
    .state("a passkey without a name", &me, unnamed, with_passkey)
    .compare();
}
