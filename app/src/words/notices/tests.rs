//! Is every kind of news told, in short and plain sentences, to the right person?

use super::{mail::MailWords, *};

/// At most fifteen words between full stops, and none of the words that only we know.
fn reads_easily(sentence: &str) -> bool {
    let short = sentence
        .split(['.', '?', ':'])
        .all(|part| part.split_whitespace().count() <= 15);
    let ours = [
        "authoriz", "scope", "token", "revoke", "FHIR", "please", "autoriz",
    ];
    short && !ours.iter().any(|word| sentence.contains(word))
}

#[test]
fn every_sentence_is_short_and_plain_in_both_languages() {
    for language in [Language::English, Language::Spanish] {
        let all = NewsWords(language).all().into_iter();
        let page = page::NoticePageWords(language).all();
        for (key, sentence) in all.chain(MailWords(language).all()).chain(page) {
            assert!(reads_easily(&sentence), "{key}: {sentence}");
        }
    }
    let both = NewsWords(Language::English).all().into_iter();
    for ((key, english), (_, spanish)) in both.zip(NewsWords(Language::Spanish).all()) {
        assert_ne!(english, spanish, "{key}");
    }
}

#[test]
fn every_kind_has_news_that_needs_no_fact() {
    let nothing = NoticeFacts::default();
    for kind in NoticeKind::ALL {
        for language in [Language::English, Language::Spanish] {
            let said = news(
                language,
                Zones::of_hospital(&Zone::default()),
                *kind,
                &nothing,
                Timestamp::UNIX_EPOCH,
            )
            .said();
            assert!(said.ends_with('.'), "{kind:?}: {said}");
        }
    }
}

#[test]
fn the_one_who_helps_and_the_one_who_is_helped_read_different_words() {
    let to_patient = NoticeFacts {
        person: Some("Ana".parse().unwrap()),
        ..NoticeFacts::default()
    };
    let to_caregiver = NoticeFacts {
        subject: Some("Maria".parse().unwrap()),
        ..NoticeFacts::default()
    };
    let said = |facts| {
        let (kind, at) = (NoticeKind::DelegationEnded, Timestamp::UNIX_EPOCH);
        news(
            Language::English,
            Zones::of_hospital(&Zone::default()),
            kind,
            facts,
            at,
        )
        .said()
    };
    assert_eq!(
        said(&to_patient),
        "Ana can no longer help with your record."
    );
    assert_eq!(said(&to_caregiver), "You can no longer help Maria.");
}
