//! A notice as a message of RFC 5322. Whatever people or apps are called, it cannot become a line of the head.

use std::time::SystemTime;

use app::words::notices::mail::{About, Letterhead, MailText, mail as text_of};
use domain::{ids::NoticeId, notice::Mail};
use lettre::{
    Address, Message,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use thiserror::Error;

use crate::config::Config;

/// Why a notice cannot be a message.
#[derive(Debug, Error)]
pub enum MessageError {
    #[error("invalid mail address")]
    Address,
    #[error("mail message could not be built")]
    Message(#[from] lettre::error::Error),
}

/// The words of a mail.
pub fn words_of(mail: &Mail, config: &Config) -> MailText {
    let portal = config.issuer();
    let head = Letterhead {
        portal: &portal,
        organisation: &config.organisation,
        phone: &config.phone,
        zone: &config.time_zone.zone(mail.told_at),
    };
    let about = About {
        kind: mail.kind,
        facts: &mail.facts,
        told_at: mail.told_at,
        secret: mail.secret.as_deref(),
        reader: mail.reader.as_ref(),
    };
    text_of(mail.language, head, about)
}

/// The message, with a `Message-ID` that is the same at every try.
///
/// # Errors
/// [`MessageError`] for an address that no mail server takes.
pub fn message(mail: &Mail, config: &Config) -> Result<Message, MessageError> {
    let MailText { subject, text } = words_of(mail, config);
    let to: Address = mail
        .to
        .as_str()
        .parse()
        .map_err(|_| MessageError::Address)?;
    Ok(Message::builder()
        .from(config.mail_from.mailbox().clone())
        .to(Mailbox::new(None, to))
        .subject(subject)
        .date(SystemTime::from(mail.told_at))
        .message_id(Some(message_id(mail.id, config)))
        .raw_header(no_answer_wanted())
        .header(ContentType::TEXT_PLAIN)
        .body(text)?)
}

fn message_id(id: NoticeId, config: &Config) -> String {
    let host = config.public_url.host_str().unwrap_or("localhost");
    format!("<{id}@{host}>")
}

/// RFC 3834 §5: holiday answers stay away.
fn no_answer_wanted() -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    HeaderValue::new(name, "auto-generated".to_owned())
}

#[cfg(test)]
mod tests {
    use domain::{
        Timestamp,
        language::Language,
        name::{AppName, PersonName},
        notice::{NoticeFacts, NoticeKind},
        person::Email,
    };
    use proptest::prelude::*;

    use super::*;

    fn mail(app: &str, reader: &str) -> Mail {
        Mail {
            id: NoticeId::from_uuid(uuid::Uuid::from_u128(7)),
            to: Email::parse("maria@mail.example").unwrap(),
            person: None,
            reader: Some(PersonName::kept(reader)),
            language: Language::Spanish,
            kind: NoticeKind::AppConnected,
            facts: NoticeFacts {
                app: Some(AppName::kept(app)),
                ..NoticeFacts::default()
            },
            secret: None,
            told_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn head_and_body(app: &str, reader: &str) -> (Vec<String>, String) {
        let message = message(&mail(app, reader), &Config::default()).unwrap();
        let bytes = message.formatted();
        assert!(!bytes.contains(&0), "no NUL on the wire");
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        (
            unfolded.split("\r\n").map(str::to_owned).collect(),
            body.to_owned(),
        )
    }

    fn names(head: &[String]) -> Vec<&str> {
        let mut names: Vec<_> = head
            .iter()
            .map(|line| line.split(':').next().unwrap_or_default())
            .collect();
        names.sort_unstable();
        names
    }

    const HEAD: [&str; 8] = [
        "Auto-Submitted",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "Message-ID",
        "Subject",
        "To",
    ];

    #[test]
    fn a_name_with_line_breaks_stays_in_its_line() {
        for name in [
            "Coach\r\nBcc: thief@mail.example",
            "Coach\nBcc: thief@mail.example",
            "Coach\r\n\r\nAnother mail",
            "Coach\0\rBcc: thief@mail.example",
            "Coach\u{2028}Bcc: thief@mail.example\u{85}x",
        ] {
            let (head, _) = head_and_body(name, name);
            assert_eq!(names(&head), HEAD, "{name:?}");
            let words = words_of(&mail(name, name), &Config::default());
            assert!(!words.subject.contains(char::is_control));
            assert_eq!(words.text.lines().next().map(str::is_empty), Some(false));
            let lines = words_of(&mail("Coach", "Maria"), &Config::default())
                .text
                .lines()
                .count();
            assert_eq!(words.text.lines().count(), lines, "{name:?}");
        }
    }

    #[test]
    fn the_same_notice_has_the_same_message_id() {
        let id = |app| {
            head_and_body(app, "Maria")
                .0
                .into_iter()
                .find(|line| line.starts_with("Message-ID"))
        };
        assert!(id("Coach").is_some());
        assert_eq!(id("Coach"), id("Other"));
    }

    proptest! {
        #[test]
        fn no_name_adds_a_header_or_a_receiver(name in "\\PC{0,40}[\\r\\n\\x00\\t\u{85}]{1,3}\\PC{0,60}") {
            let message = message(&mail(&name, &name), &Config::default()).unwrap();
            prop_assert_eq!(message.envelope().to().len(), 1);
            let (head, _) = head_and_body(&name, &name);
            prop_assert_eq!(names(&head), HEAD);
        }
    }
}
