//! What is attached is read if it is text that we can read, and otherwise it is not known.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;
use crate::labelling::Doubt;

fn attachment(content_type: &str, content: impl AsRef<[u8]>) -> String {
    let data = STANDARD.encode(content);
    format!(r#"{{"contentType":"{content_type}","data":"{data}"}}"#)
}

fn attached(content_type: &str, content: impl AsRef<[u8]>) -> Label {
    note(&attachment(content_type, content))
}

#[test]
fn text_is_read_in_every_type_that_holds_text() {
    for content_type in [
        "text/plain",
        "text/markdown",
        "TEXT/CSV; header=present",
        "text/html",
        "text/xml",
        "application/xml",
        "application/xhtml+xml",
        "application/cda+xml",
    ] {
        let quiet = attached(content_type, "Walks well, no pain");
        assert_eq!(quiet, Label::default(), "{content_type}");
        let telling = attached(content_type, "History of opioid abuse");
        assert_eq!(
            telling.topics,
            TopicSet::of(SensitiveTopic::SubstanceUse),
            "{content_type}"
        );
    }
}

#[test]
fn what_may_hold_a_picture_or_a_program_is_not_known_even_if_it_looks_like_text() {
    for content_type in [
        "application/octet-stream",
        "image/svg+xml",
        "image/png",
        "application/rtf",
    ] {
        for content in ["{}", "<a/>", "Walks well"] {
            let label = attached(content_type, content);
            assert_eq!(
                label.doubts,
                [Doubt::Attachment],
                "{content_type} {content}"
            );
        }
    }
}

#[test]
fn letters_are_read_in_the_character_set_that_is_named() {
    let latin = b"depresi\xf3n leve";
    for charset in ["iso-8859-1", "latin1", "Windows-1252", r#"\"iso-8859-1\""#] {
        let label = attached(&format!("text/plain; charset={charset}"), latin);
        assert_eq!(
            label.topics,
            TopicSet::of(SensitiveTopic::MentalHealth),
            "{charset}"
        );
    }
    assert!(!attached("text/plain; charset=utf-8", latin).is_classified());
    assert!(!attached("text/plain", latin).is_classified());
}

#[test]
fn an_attachment_in_a_language_that_no_list_reads_is_not_known() {
    let in_language = |tag: &str| {
        let attachment = attachment("text/plain", "Walks well");
        note(&attachment.replacen('{', &format!(r#"{{"language":"{tag}","#), 1))
    };
    assert_eq!(in_language("es-MX"), Label::default());
    assert_eq!(in_language("fr").doubts, [Doubt::Attachment]);
}

#[test]
fn white_space_between_the_characters_of_base64_is_allowed() {
    let broken = r#"{"contentType":"text/plain","data":"V2Fsa3Mg\n  d2VsbA=="}"#;
    assert_eq!(note(broken), Label::default());
}

#[test]
fn a_binary_is_its_own_attachment() {
    let binary = |content_type: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Binary","meta":{{"versionId":"1"}},"contentType":"{content_type}","data":"{}"}}"#,
            STANDARD.encode("HIV positive")
        ))
    };
    let read = binary("text/plain");
    assert_eq!(read.topics, TopicSet::of(SensitiveTopic::Hiv));
    assert!(read.is_classified());
    assert_eq!(binary("application/pdf").doubts, [Doubt::Attachment]);
}

/// What stands behind a link that is a record here is judged there; what is attached beside the link is judged here.
#[test]
fn content_behind_a_link_to_a_stored_record_is_judged_there() {
    let label = |attachment: &str| {
        let json = format!(
            r#"{{"resourceType":"DocumentReference","content":[{{"attachment":{attachment}}}]}}"#
        );
        let links = BTreeSet::from(["Binary/b"]);
        let root = Node::parse(&json).unwrap();
        label(
            ResourceType::DocumentReference,
            &root,
            &links,
            UnlistedCodes::Words,
        )
        .doubts
    };
    assert_eq!(label(r#"{"url":"Binary/b"}"#), []);
    assert_eq!(label(r#"{"url":"Binary/c"}"#), [Doubt::Attachment]);
    assert_eq!(
        label(r#"{"url":"Binary/b","contentType":"application/pdf","data":"JVBERi0="}"#),
        [Doubt::Attachment]
    );
}

#[test]
fn an_address_outside_of_attachments_leads_to_no_content() {
    let record = r#"{"resourceType":"Condition","code":{"text":"Cough"},
        "extension":[{"url":"http://hospital.example/ward","valueString":"North"}],
        "note":[{"text":"walks well"}]}"#;
    assert_eq!(labelled(record), Label::default());
    let photo =
        r#"{"resourceType":"Observation","code":{"text":"Cough"},"photo":{"title":"A picture"}}"#;
    assert_eq!(labelled(photo), Label::default());
}

#[test]
fn with_hide_a_text_is_not_enough() {
    let json = format!(
        r#"{{"resourceType":"DocumentReference","content":[{{"attachment":{}}}]}}"#,
        attachment("text/plain", "Walks well")
    );
    assert_eq!(
        labelled_with(UnlistedCodes::Hide, &json).doubts,
        [Doubt::WordsAlone]
    );
}

#[test]
fn the_codes_of_a_cda_document_are_judged_like_those_of_a_record() {
    let value = |attributes: &str| attached("text/xml", format!("<o><value {attributes}/>17</o>"));
    let icd = r#"codeSystem="2.16.840.1.113883.6.90""#;
    assert_eq!(value(&format!(r#"code="J45" {icd}"#)), Label::default());
    assert_eq!(
        value(&format!("classCode='X' {icd} code = 'J45'")),
        Label::default()
    );
    let sensitive = value(&format!(r#"{icd} code="F20.0""#));
    assert_eq!(sensitive.topics, TopicSet::of(SensitiveTopic::MentalHealth));
    assert!(sensitive.is_classified());
    for words in ["Unknown", "", "17", "und der Husten"] {
        let label = value(&format!(
            r#"code="7" codeSystem="1.2.3" displayName="{words}""#
        ));
        let doubt = Doubt::Code {
            system: Some("1.2.3".to_owned()),
            code: "7".to_owned(),
        };
        assert!(label.doubts.contains(&doubt), "{words}");
    }
    // A tag that names a system and no code holds no fact.
    assert_eq!(value(icd), Label::default());
}

#[test]
fn a_number_of_a_document_is_a_code_only_without_words() {
    let value = |words: &str| {
        attached(
            "text/xml",
            format!(r#"<value code="301" codeSystem="" {words}/>"#),
        )
        .topics
    };
    assert_eq!(value(""), TopicSet::of(SensitiveTopic::MentalHealth));
    assert_eq!(value(r#"displayName="Glucose""#), TopicSet::EMPTY);
}

#[test]
fn a_document_in_json_is_read_like_a_record_and_one_that_is_broken_is_not_known() {
    let json = |content: &str| attached("application/json", content);
    let local = r#"{"code":{"coding":[{"system":"http://hospital.example","code":"A1"}]}}"#;
    assert!(!json(local).is_classified());
    let outside_of_a_resource = r#"{"meta":{"coding":[{"code":"F20.0"}]}}"#;
    assert_eq!(
        json(outside_of_a_resource).topics,
        TopicSet::of(SensitiveTopic::MentalHealth)
    );
    assert_eq!(json("{").doubts, [Doubt::Attachment]);
    assert_eq!(json("{}"), Label::default());
}
