//! What is English or Spanish is read, with the names of other languages in it; what is not is never called harmless.

use super::*;
use crate::labelling::language::{can_read, can_read_note, is_read, says_something};

#[test]
fn a_language_is_named_by_its_tag_in_any_case_and_with_any_region() {
    for tag in ["en", "es", "EN-us", "es_MX", " en "] {
        assert!(is_read(tag), "{tag}");
    }
    for tag in ["de", "fr-CA", "", "eng", "x-en"] {
        assert!(!is_read(tag), "{tag}");
    }
}

/// One word may be a name ("des Moines", "der"); two are a sentence.
#[test]
fn two_function_words_of_another_language_are_one_too_many() {
    assert!(can_read("Fracture, treated in Des Moines"));
    assert!(!can_read("Bruch der Hand und Schwellung"));
}

#[test]
fn a_letter_of_another_language_is_fine_in_a_name_only() {
    assert!(can_read("Seen by Bjørn for a cough"));
    assert!(!can_read("smerte i fødder"));
    assert!(can_read("β-hCG 5 µg, ácido fólico"));
    assert!(!can_read("Seen by Иван"));
}

/// A note of `words` English words and of some others, in turn.
fn note_of(words: usize, others: &[&str]) -> String {
    let english = std::iter::repeat_n("walks", words - others.len());
    english
        .chain(others.iter().copied())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn one_word_in_five_may_be_in_other_letters() {
    assert!(can_read_note(&note_of(5, &["Иванов"])));
    assert!(can_read_note(&note_of(10, &["Иванов", "Пётр"])));
    assert!(!can_read_note(&note_of(4, &["Иванов"])));
    assert!(!can_read_note(&note_of(9, &["Иванов", "Пётр", "Сын"])));
}

/// A Cyrillic letter within a Latin word looks like the word and is another.
#[test]
fn a_word_of_mixed_letters_makes_a_note_unreadable() {
    assert!(!can_read_note(&note_of(50, &["H\u{406}V"])));
    assert!(can_read_note(&note_of(50, &["HIV"])));
}

#[test]
fn a_few_foreign_words_are_names_and_one_in_twelve_is_a_language() {
    assert!(can_read_note("Clinique des Alpes du Nord"));
    for three in [["der", "und", "mit"], ["größe", "fødder", "łódź"]] {
        assert!(!can_read_note(&note_of(3, &three)), "{three:?}");
        assert!(!can_read_note(&note_of(20, &three)), "{three:?}");
        assert!(!can_read_note(&note_of(35, &three)), "{three:?}");
        assert!(can_read_note(&note_of(36, &three)), "{three:?}");
    }
}

#[test]
fn words_say_something_beyond_the_code_and_beyond_what_fits_every_code() {
    for text in ["Broken arm", "Other wound", "Knee"] {
        assert!(says_something(text, &["A1"]), "{text}");
    }
    for text in [
        "",
        "4711",
        "B",
        "Unknown",
        "Knee-7",
        "Other diagnosis, not specified",
    ] {
        assert!(!says_something(text, &["knee", "7"]), "{text}");
    }
}

fn is_known(fields: &str) -> bool {
    labelled(&format!(
        r#"{{"resourceType":"Condition","code":{{"text":"Cough"}},{fields}}}"#
    ))
    .is_classified()
}

#[test]
fn sentences_in_other_letters_hide_and_names_and_addresses_in_them_do_not() {
    let letters = "Пациентка жалуется на боль";
    assert!(!is_known(&format!(r#""note":[{{"text":"{letters}"}}]"#)));
    assert!(!is_known(&format!(
        r#""note":[{{"text":"{letters}"}},{{"text":"walks well"}}]"#
    )));
    for name in [
        r#""recorder":{"display":"NAME"}"#,
        r#""contained":[{"resourceType":"Practitioner","name":[{"family":"NAME","prefix":["NAME"]}]}]"#,
        r#""contained":[{"resourceType":"Location","name":"NAME","address":{"line":["NAME"],"city":"NAME"}}]"#,
        r#""identifier":[{"value":"NAME"}]"#,
        r#""note":[{"authorString":"NAME","text":"walks well"}]"#,
    ] {
        assert!(is_known(&name.replace("NAME", letters)), "{name}");
    }
}

#[test]
fn a_narrative_says_in_which_language_it_is() {
    let narrative = |div: &str| is_known(&format!(r#""text":{{"div":"{div}"}}"#));
    assert!(narrative("<div lang='en-US'>Cough</div>"));
    assert!(narrative(r#"<div xml:lang=\"es\">Tos</div>"#));
    assert!(!narrative(r#"<div xml:lang=\"de\">Husten</div>"#));
    assert!(!narrative(
        "<div lang='en'>Cough <p lang='pt'>Tosse</p></div>"
    ));
    assert!(narrative("<div>Cough</div>"));
    // Words about a language are no mark of one.
    assert!(is_known(
        r#""note":[{"text":"asked with lang=fr in the form"}]"#
    ));
}
