//! Mails: which of them are always sent, how long one is worth sending, and what no log line shows of them.

use chrono::TimeDelta;
use domain::{
    ids::NoticeId,
    language::Language,
    notice::{Mail, Notice, NoticeFacts, NoticeKind, Recipient, retry_after},
    person::Email,
};
use uuid::Uuid;

use crate::given::{now, person};

#[test]
fn a_code_is_worth_mailing_for_ten_minutes_and_news_for_two_days() {
    for kind in NoticeKind::ALL {
        let worth = match kind {
            NoticeKind::SignInCode => TimeDelta::minutes(10),
            _ => TimeDelta::days(2),
        };
        assert_eq!(kind.mail_is_good_for(), worth, "{kind:?}");
    }
}

#[test]
fn only_what_carries_a_secret_is_not_listed() {
    let unlisted: Vec<NoticeKind> = NoticeKind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.is_listed())
        .collect();
    let secret = [
        NoticeKind::Invited,
        NoticeKind::Activation,
        NoticeKind::SignInCode,
    ];
    assert_eq!(unlisted, secret);
}

#[test]
fn the_first_retry_comes_after_a_minute_and_the_seventh_never() {
    assert_eq!(retry_after(0), None);
    assert_eq!(retry_after(1), Some(TimeDelta::minutes(1)));
    assert_eq!(retry_after(6), Some(TimeDelta::hours(15)));
    assert_eq!(retry_after(7), None);
}

#[test]
fn a_log_line_names_a_notice_and_neither_its_secret_nor_its_address() {
    let email = || Email::parse("ada@mail.example").unwrap();
    let notice = Notice {
        id: NoticeId::from_uuid(Uuid::nil()),
        to: Recipient::Address {
            email: email(),
            language: Language::English,
        },
        kind: NoticeKind::SignInCode,
        facts: NoticeFacts::default(),
        secret: Some("482913".to_owned()),
        key: "once".to_owned(),
        created_at: now(),
    };
    let mail = Mail {
        id: notice.id,
        to: email(),
        person: Some(person()),
        reader: Some("Ada Lovelace".parse().unwrap()),
        language: Language::English,
        kind: notice.kind,
        facts: NoticeFacts::default(),
        secret: notice.secret.clone(),
        told_at: now(),
    };
    for line in [format!("{notice:?}"), format!("{mail:?}")] {
        assert!(
            line.contains("SignInCode") && line.contains("notice_"),
            "{line}"
        );
        for secret in ["482913", "ada@", "Lovelace"] {
            assert!(!line.contains(secret), "{line}");
        }
    }
}
