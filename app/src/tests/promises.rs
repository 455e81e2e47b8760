//! Is every promise that a sentence makes kept by something that a test sees? Each sentence with a word of promise stands
//! here with the test that would fail if it were not true.

use std::{collections::BTreeSet, fs, path::Path};

use super::{complete::files, numbers::sentences};

/// Words that promise.
const WORDS: [&str; 15] = [
    "never",
    "at once",
    "every look",
    "each look",
    "always",
    "by itself",
    "goes with the data",
    "same moment",
    "no password",
    "do not ask",
    "told why",
    "before the data left",
    "no extra step",
    "we tell nobody",
    "is written down",
];

/// What keeps the promise: a test, by its name.
const KEPT: [(&str, &[&str]); 24] = [
    (
        "no_read_that_starts_after_the_stop_succeeds",
        &["AppWords::one_step", "HelpWords::stop_a"],
    ),
    (
        "no_look_that_begins_after_the_end_is_answered",
        &[
            "CaregiverWords::stop_hint",
            "EndWords::also_now",
            "InviteWords::how_look_more",
        ],
    ),
    (
        "stopping_ends_it_at_once",
        &[
            "StopWords::keys_stop",
            "StopWords::keys_ended",
            "StopWords::key_ended",
        ],
    ),
    (
        "less_needs_no_proof_and_one_thing_more_does",
        &["AppWords::change_hint", "SecurityWords::stopping"],
    ),
    (
        "less_needs_nothing_and_more_needs_the_patients_proof",
        &["CaregiverWords::change_hint"],
    ),
    (
        "an_end_needs_no_job",
        &[
            "AppsWords::ends_in",
            "AppsWords::ends_tomorrow",
            "AppsWords::ends_today",
            "AppsWords::ended_itself",
            "StopWords::ended_itself",
            "FactWords::once",
            "FactWords::until",
            "FactWords::until_date",
            "NewsWords::stops_by_itself",
        ],
    ),
    (
        "time_and_disuse_end_it_without_anybody",
        &[
            "EndWords::by_itself",
            "EndWords::unused",
            "InvitationWords::until",
            "NewsWords::ends_by_itself",
        ],
    ),
    (
        "a_session_left_alone_ends_and_a_used_one_ends_after_twelve_hours",
        &["SecurityWords::ends"],
    ),
    (
        "a_type_not_allowed_and_a_write_are_left_out",
        &["FactWords::never_change", "FactWords::never_change_of"],
    ),
    (
        "a_choice_wider_than_the_question_is_refused",
        &["ConsentWords::not_asked"],
    ),
    (
        "a_topic_is_offered_if_it_was_asked_by_name_but_never_psychotherapy_notes",
        &["ConsentWords::never_for_apps"],
    ),
    (
        "what_was_asked_and_not_chosen_is_refused",
        &["HelpWords::sensitive_a"],
    ),
    (
        "a_record_of_substance_use_says_that_it_may_not_be_passed_on",
        &["ConsentWords::law", "ConsentWords::law_of"],
    ),
    (
        "a_state_comes_back_byte_for_byte_with_a_code_and_with_an_error",
        &["ConsentWords::after_back"],
    ),
    (
        "without_evidence_nothing_is_served",
        &[
            "ActivityWords::lead",
            "AppWords::did_nothing",
            "AppsWords::nothing_yet",
            "ChainWords::wrote_down",
            "ConsentWords::after_receipt",
            "ConsentWords::after_receipt_of",
            "HelpWords::log_a",
            "NewsWords::each_look_is_there",
            "StopWords::read_nothing",
        ],
    ),
    (
        "the_patient_reads_by_name_what_a_caregiver_looked_at",
        &[
            "CaregiverWords::did_nothing",
            "InvitationWords::looks_are_told",
            "InviteWords::how_look",
            "RecordsWords::lead",
            "RecordsWords::lead_of",
        ],
    ),
    (
        "a_caregiver_sees_what_is_ticked_and_each_look_is_written_down",
        &[
            "RecordsWords::lead_of_guardian",
            "CopyWords::lead_of_guardian",
        ],
    ),
    (
        "a_refusal_keeps_its_reason_though_the_app_is_told_less",
        &["ChainWords::not_told_why"],
    ),
    (
        "what_guards_the_account_comes_even_with_every_mail_off",
        &["NoticePageWords::always", "NoticePageWords::always_why"],
    ),
    (
        "every_kind_has_news_that_needs_no_fact",
        &["NoticePageWords::which_hint"],
    ),
    (
        "in_quiet_mode_the_caregiver_hears_nothing",
        &["PeopleWords::quiet_what"],
    ),
    (
        "topics_end_after_ninety_days_and_the_rest_goes_on",
        &["InviteWords::sensitive_hint"],
    ),
    (
        "what_a_person_stopped_stays_stopped_when_the_hospital_lets_the_app_back",
        &["AppWords::stays_stopped"],
    ),
    (
        "a_person_without_a_record_goes_back_and_the_app_hears_of_it",
        &["ActingWords::app_hears"],
    ),
];

/// How somebody should behave, and the mail that leaves when the job of the outbox comes by.
const NO_PROMISE_OF_OURS: [&str; 4] = [
    "InvitationWords::never_share",
    "InviteWords::mail_goes",
    "LetterWords::tell_nobody",
    "MailWords::tell_nobody",
];

/// Every function of the tests of this repository.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for folder in ["app/src", "app/domain", "server/src", "server/tests"] {
        for file in files(&root.join(folder), "rs") {
            let text = fs::read_to_string(&file).expect("a source file");
            let names = text.split("fn ").skip(1);
            found.extend(names.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
        }
    }
    found
}

#[test]
fn every_promise_is_kept_by_something_that_a_test_sees() {
    let (tests, sentences) = (tests(), sentences());
    let named: BTreeSet<&str> = KEPT
        .iter()
        .flat_map(|(_, names)| names.iter().copied())
        .chain(NO_PROMISE_OF_OURS)
        .collect();
    let gone = KEPT.iter().filter(|(test, _)| !tests.contains(*test));
    let mut wrong: Vec<String> = gone.map(|(test, _)| format!("no test {test}")).collect();
    for (name, [english, _]) in &sentences {
        let said = english.to_lowercase();
        let promises = WORDS.iter().any(|word| said.contains(word));
        wrong.extend(
            (promises && !named.contains(name.as_str()))
                .then(|| format!("{name} promises, and no test is named that sees it: {english}")),
        );
    }
    let unknown = named.iter().filter(|name| !sentences.contains_key(**name));
    wrong.extend(unknown.map(|name| format!("there is no sentence {name}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
