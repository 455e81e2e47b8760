//! Is every number that a sentence names the number by which the software works, and the same in both languages?

use std::{collections::BTreeMap, fs};

use chrono::TimeDelta;
use domain::{
    activation::Activation,
    assurance::StepUpAction,
    consent::{AccessChoice, AuthorizationRequest, OfferLimits},
    delegation::{Delegation, Invitation, InvitationCode},
    name,
    notice::NoticeKind,
    passkey::Passkey,
    password,
    recovery::Recovery,
    session::Session,
};

use super::complete::{files, source};

/// Where a number comes from.
enum Source {
    /// A rule of the domain.
    Rule(Vec<u64>),
    /// A limit of the server, held against the sentence in the server's own test of the same name.
    Server(Vec<u64>),
    /// It counts what stands on the page beside it.
    Page(Vec<u64>),
}
use Source::{Page, Rule, Server};

fn number(number: impl TryInto<u64>) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}

fn days(time: TimeDelta) -> Source {
    Rule(vec![number(time.num_days())])
}

fn hours(time: TimeDelta) -> Source {
    Rule(vec![number(time.num_hours())])
}

fn minutes(time: TimeDelta) -> Source {
    Rule(vec![number(time.num_minutes())])
}

fn rule(least: usize) -> Source {
    Rule(vec![number(least)])
}

/// The source of the numbers of a sentence, by its name.
fn source_of(sentence: &str) -> Option<Source> {
    Some(match sentence {
        "FactWords::not_checked" => Rule(vec![OfferLimits::of(true).max_days.into()]),
        "FactWords::once" | "ConsentWords::one_time_end" | "IdentifyWords::how_long" => {
            hours(AccessChoice::ONE_TIME)
        }
        "ConsentWords::sensitive_cost" => {
            Rule(vec![OfferLimits::of(false).max_days_sensitive.into()])
        }
        "InviteWords::sensitive_hint" => days(Delegation::TOPICS_LAST),
        "InviteWords::remind" => Rule(Delegation::REMINDERS.map(number).to_vec()),
        "InviteWords::how_link_more"
        | "InvitationWords::step_link_more"
        | "MailWords::link_lasts" => days(Invitation::LASTS),
        "ActivationWords::few_tries" => rule(Activation::WRONG_ANSWERS.into()),
        "ProblemWords::activation_refused" => days(Activation::LASTS),
        "InviteWords::how_code_more"
        | "InvitationWords::step_code"
        | "InvitationWords::code_hint" => rule(InvitationCode::DIGITS),
        "InviteWords::name_wrong" | "ProblemWords::name_unfit" | "ProblemWords::name_missing" => {
            rule(name::LONGEST)
        }
        "ProblemWords::password_too_short" | "NewPasswordWords::hint" => rule(password::LEAST),
        "ProblemWords::too_many_passkeys" => rule(Passkey::MOST),
        "ProblemWords::code_sent" | "MailWords::code_lasts" | "RecoveryWords::code_lead" => {
            minutes(NoticeKind::CODE_FOR)
        }
        "RecoveryWords::way_and_wait" => hours(Recovery::WAIT),
        "SecurityWords::ends" => minutes(Session::IDLE),
        "FrameWords::session_soon" => minutes(Session::WARN_BEFORE),
        "FrameWords::session_last" => hours(Session::LONGEST),
        "ConsentWords::waits" => hours(AuthorizationRequest::OPENED_WAITS),
        "ProofWords::code_hint" => Server(vec![8, 12]),
        "RecoveryWords::code_hint" => Server(vec![8]),
        "RecoveryWords::paper_hint" => Server(vec![12]),
        "KeyWords::paper_left" | "PaperWords::lead" => Server(vec![10]),
        "AddPasskeyWords::apps" => hours(Passkey::PROBATION),
        "SignInChoiceWords::needs_one" => days(Passkey::PROBATION),
        "AddPasskeyWords::five_minutes" => minutes(StepUpAction::FRESH_FOR),
        "PasskeySignInWords::busy" | "ProblemWords::rate_limited" => Server(vec![15]),
        "ProblemWords::too_many_invites" => Server(vec![20]),
        "CardWords::picture"
        | "CardWords::last_30"
        | "AppWords::last_30"
        | "ActivityWords::last_30"
        | "ActivityWords::no_looks"
        | "ActivityWords::in_30_days" => Server(vec![30]),
        // The patient and the caregiver; a replay is a second use; and two records become one.
        "InviteWords::see"
        | "DelegationPartWords::how_to_stop"
        | "NewsWords::key_used_twice"
        | "NoticePageWords::replayed"
        | "NewsWords::merged"
        | "NoticePageWords::merged"
        | "StatementWords::records_merged" => Page(vec![2]),
        "InviteWords::can" | "InvitationWords::got_lead" => Page(vec![3]),
        // The key of a picture, and what the picture tells apart.
        "ActivityWords::some" => Page(vec![2, 3]),
        "InviteWords::until" | "ActivityWords::many" => Page(vec![4]),
        _ => return None,
    })
}

/// Every sentence as it is written, with both languages.
pub(super) fn sentences() -> BTreeMap<String, [String; 2]> {
    let mut found = BTreeMap::new();
    for file in files(&source().join("words"), "rs") {
        let text = fs::read_to_string(&file).expect("words");
        for block in text.split("\nwords! {").skip(1) {
            read_block(block.split("\n}\n").next().unwrap_or_default(), &mut found);
        }
    }
    found
}

fn read_block(block: &str, into: &mut BTreeMap<String, [String; 2]>) {
    let lines = block.lines().filter(|line| !line.trim().starts_with("//"));
    let block = lines.collect::<Vec<_>>().join("\n");
    let (area, sentences) = block.split_once('{').expect("an area");
    // Between the quotes stand names and sentences by turns.
    let mut parts = sentences.split('"');
    let mut before = parts.next().unwrap_or_default().to_owned();
    while let (Some(english), Some(_), Some(spanish)) = (parts.next(), parts.next(), parts.next()) {
        let name = before.trim_start_matches(['}', ' ', '\n', ',']);
        let name = name.split(['(', '{', ' ']).next().unwrap_or_default();
        let name = format!("{}::{name}", area.trim());
        into.insert(name, [english.to_owned(), spanish.to_owned()]);
        parts.next().unwrap_or_default().clone_into(&mut before);
    }
}

/// The numbers of a sentence, smallest first, without what stands in its holes. One alone is no number: "1 app".
fn numbers(sentence: &str) -> Vec<u64> {
    const WORDS: [(&[&str], u64); 12] = [
        (&["two", "twice", "dos"], 2),
        (&["three", "tres"], 3),
        (&["four", "cuatro"], 4),
        (&["five", "cinco"], 5),
        (&["six", "seis"], 6),
        (&["seven", "siete"], 7),
        (&["eight", "ocho"], 8),
        (&["nine", "nueve"], 9),
        (&["ten", "diez"], 10),
        (&["twelve", "doce"], 12),
        (&["fifteen", "quince"], 15),
        (&["twenty", "veinte"], 20),
    ];
    let mut bare = String::new();
    let mut depth = 0_u32;
    for letter in sentence.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    let bare = bare.to_lowercase();
    let words = bare
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let named = words.filter_map(|word| {
        let known = WORDS.iter().find(|(names, _)| names.contains(&word));
        known
            .map(|(_, number)| *number)
            .or_else(|| word.parse().ok())
    });
    let an_hour = bare.contains("an hour") || bare.contains("una hora");
    let mut found: Vec<u64> = named.filter(|number| *number != 1).collect();
    found.extend(an_hour.then_some(1));
    found.sort_unstable();
    found
}

#[test]
fn every_number_in_a_sentence_is_the_one_that_holds() {
    let on_server = include_str!("../../../server/src/portal/said.rs");
    let sentences = sentences();
    assert!(sentences.len() > 400, "{}", sentences.len());
    let mut wrong = Vec::new();
    for (name, [english, spanish]) in &sentences {
        let said = numbers(english);
        if said != numbers(spanish) {
            wrong.push(format!("{name} differs: {english} / {spanish}"));
        }
        let mut holds = match source_of(name) {
            Some(Server(numbers)) => {
                let tested = on_server.contains(name.as_str());
                wrong.extend((!tested).then(|| format!("{name} has no test in the server")));
                numbers
            }
            Some(Rule(numbers) | Page(numbers)) => numbers,
            None => Vec::new(),
        };
        holds.sort_unstable();
        if said != holds {
            wrong.push(format!(
                "{name} says {said:?}, and {holds:?} holds: {english}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_are_found_as_figures_and_as_words() {
    assert_eq!(numbers("It works for 7 days, or {days} days."), [7]);
    assert_eq!(numbers("Twenty, an hour, 1 app"), [1, 20]);
    assert_eq!(numbers("Somebody"), [0_u64; 0]);
}
