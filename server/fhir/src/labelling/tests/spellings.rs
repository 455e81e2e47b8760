//! Character references, markup and broken lines neither hide words nor make them up.

use super::*;

#[test]
fn a_character_reference_stands_for_its_character() {
    for gap in [
        "&gt;", "&lt;", "&amp;", "&quot;", "&apos;", "&ensp;", "&#32;", "&#x20;", "&#X20;", "&",
    ] {
        let text = format!("opioid{gap}abuse");
        assert_eq!(said(&text), [SensitiveTopic::SubstanceUse], "{text}");
    }
    for unseen in [
        "&zwj;",
        "&zwnj;",
        "&lrm;",
        "&ZeroWidthSpace;",
        "&NoBreak;",
        "&#173;",
    ] {
        let text = format!("opi{unseen}oid abuse");
        assert_eq!(said(&text), [SensitiveTopic::SubstanceUse], "{text}");
    }
}

#[test]
fn a_letter_with_an_accent_can_be_written_by_its_name() {
    for text in [
        "depresi&oacute;n leve",
        "depres&igrave;on",
        "d&ecirc;pression",
        "d&euml;pression",
        "depressio&ntilde;",
    ] {
        assert!(said(text).contains(&SensitiveTopic::MentalHealth), "{text}");
    }
    // Other references of the same length are no letters.
    for text in ["PTSD&hellip;", "PTSD&alpha;", "PTSD&beta;", "PTSD&omicron;"] {
        assert_eq!(said(text), [SensitiveTopic::MentalHealth], "{text}");
    }
}

#[test]
fn markup_between_words_is_a_gap_and_within_a_word_nothing() {
    for text in [
        "<td>opioid</td><td>abuse</td>",
        "opi<b class='x'>oid</b> abuse",
        "<p title='opioid abuse'>17</p>",
        "opioid <!-- a > b -->abuse",
        "opioid <?x?>abuse",
        "a < b and opioid abuse > 3",
        "opioid <abuse",
    ] {
        assert_eq!(said(text), [SensitiveTopic::SubstanceUse], "{text}");
    }
}

#[test]
fn a_word_that_was_broken_at_the_end_of_a_line_is_whole() {
    for text in [
        "opi-\noid abuse",
        "opi-\r\noid abuse",
        "<p>opi-\noid abuse</p>",
    ] {
        assert_eq!(said(text), [SensitiveTopic::SubstanceUse], "{text}");
    }
}

#[test]
fn a_number_at_the_end_of_a_word_does_not_hide_it() {
    assert_eq!(said("PTSD5 score"), [SensitiveTopic::MentalHealth]);
    assert_eq!(said("ptsdx score"), []);
}

/// An exception covers its own words and none before or behind them.
#[test]
fn an_exception_covers_the_words_that_it_is_made_of() {
    assert_eq!(said("Seen again: new ST depression in V5"), []);
    assert_eq!(
        said("ST depression, then major depression"),
        [SensitiveTopic::MentalHealth]
    );
    assert_eq!(
        said("Major depression, no ST depression"),
        [SensitiveTopic::MentalHealth]
    );
}
