//! A code is found wherever it stands: in words, in the name of a question, in a place that fixes its system.

use super::*;

#[test]
fn a_code_among_words_is_read() {
    for text in ["F10.20", "B20 - see chart", "Follow-up (F11.20)", "Z32.01"] {
        let label = labelled(&format!(
            r#"{{"resourceType":"Condition","code":{{"text":"{text}"}}}}"#
        ));
        assert!(!label.topics.is_empty(), "{text}");
    }
    for text in [
        "T4 free",
        "Vitamin B12",
        "120 ACTUAT spacer",
        "Influenza (H1N1)",
    ] {
        let label = labelled(&format!(
            r#"{{"resourceType":"Condition","code":{{"text":"{text}"}}}}"#
        ));
        assert_eq!(label, Label::default(), "{text}");
    }
}

#[test]
fn a_number_without_words_is_not_known() {
    for text in ["17", "4711-3", "86406008"] {
        let label = labelled(&format!(
            r#"{{"resourceType":"Condition","code":{{"text":"{text}"}}}}"#
        ));
        assert!(!label.is_classified(), "{text}");
    }
}

#[test]
fn a_question_is_named_by_its_words_or_by_its_link() {
    let answered = |item: &str| {
        labelled(&format!(
            r#"{{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{{item},
            "answer":[{{"valueBoolean":true}}]}}]}}"#
        ))
    };
    assert!(!answered(r#""linkId":"/75622-1""#).topics.is_empty());
    assert!(!answered(r#""linkId":"q7""#).is_classified());
    assert_eq!(
        answered(r#""linkId":"q7","text":"Do you sleep well?""#),
        Label::default()
    );
    assert_eq!(answered(r#""linkId":"/8302-2""#), Label::default());
}

#[test]
fn a_place_that_allows_one_system_needs_no_name_of_it() {
    let visit = |class: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Encounter","class":{{"code":"{class}"}},"type":[{{"text":"Follow-up"}}]}}"#
        ))
    };
    assert_eq!(visit("AMB"), Label::default());
    assert!(!visit("X-17").is_classified());
    assert!(!visit("F10.20").topics.is_empty());
    let claim =
        labelled(r#"{"resourceType":"Claim","type":{"coding":[{"code":"institutional"}]}}"#);
    assert_eq!(claim, Label::default());
}
