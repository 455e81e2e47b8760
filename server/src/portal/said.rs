//! Are the numbers that sentences name the ones by which the server works? Those that are rules of the domain are held
//! against it in the tests of `app`, which also ask that each sentence with a number of ours is named here.

use app::words::{
    activity::ActivityWords,
    apps::{AppWords, CardWords},
    frame::ProblemWords,
    proof::{KeyWords, PaperWords, PasskeySignInWords, ProofWords},
    security::RecoveryWords,
};
use domain::language::Language;

use crate::{
    operations::{
        consents::list_connected_apps::PICTURE_DAYS,
        credentials::{
            code::{MAILED, PAPER},
            make_recovery_codes::CODES,
        },
        delegations::invite_caregiver::InviteCaregiver,
    },
    rate_limits::RateLimits,
};

/// Fails unless the sentence names the number as a figure.
#[track_caller]
fn says(name: &str, sentence: &str, number: impl ToString) {
    let figures = sentence.split(|letter: char| !letter.is_ascii_digit());
    let number = number.to_string();
    assert!(
        figures.into_iter().any(|figure| figure == number),
        "{name}: {sentence}"
    );
}

#[test]
fn codes_are_as_long_and_as_many_as_is_said() {
    for language in Language::ALL.iter().copied() {
        let hint = ProofWords(language).code_hint();
        says("ProofWords::code_hint", hint, MAILED);
        says("ProofWords::code_hint", hint, PAPER);
        let w = RecoveryWords(language);
        says("RecoveryWords::code_hint", w.code_hint(), MAILED);
        says("RecoveryWords::paper_hint", w.paper_hint(), PAPER);
        let left = KeyWords(language).paper_left("n", "date");
        says("KeyWords::paper_left", &left, CODES);
        says("PaperWords::lead", PaperWords(language).lead(), CODES);
    }
}

#[test]
fn limits_are_those_that_are_said() {
    let minutes = RateLimits::WITHIN.num_minutes();
    for language in Language::ALL.iter().copied() {
        let busy = PasskeySignInWords(language).busy();
        says("PasskeySignInWords::busy", busy, minutes);
        let w = ProblemWords(language);
        says("ProblemWords::rate_limited", w.rate_limited(), minutes);
        // In words, in both languages.
        assert_eq!(
            InviteCaregiver::A_WEEK,
            20,
            "ProblemWords::too_many_invites"
        );
    }
}

#[test]
fn the_picture_shows_as_many_days_as_is_said() {
    for language in Language::ALL.iter().copied() {
        let card = CardWords(language);
        says(
            "CardWords::picture",
            &card.picture("app", "what"),
            PICTURE_DAYS,
        );
        says("CardWords::last_30", &card.last_30("what"), PICTURE_DAYS);
        says(
            "AppWords::last_30",
            AppWords(language).last_30(),
            PICTURE_DAYS,
        );
        let w = ActivityWords(language);
        says("ActivityWords::last_30", w.last_30(), PICTURE_DAYS);
        says("ActivityWords::no_looks", w.no_looks(), PICTURE_DAYS);
        says("ActivityWords::in_30_days", w.in_30_days(), PICTURE_DAYS);
    }
}
