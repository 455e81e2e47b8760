//! A notice as a mail: names and dates only, in the language of the one who reads it.

use domain::{
    Timestamp,
    language::Language,
    name::PersonName,
    notice::{NoticeFacts, NoticeKind},
    zone::Zone,
};

use super::{NewsWords, Zones, news, place};
use crate::{
    paths,
    words::{dates, text, words},
};

words! {
    /// What stands in a mail beside the news.
    MailWords {
        hello { "Hello,", "Hola:" }
        hello_to(person) { "Hello {person},", "Hola, {person}:" }
        it_happened(date) { "It was on {date}.", "Fue el {date}." }
        see_it { "See it here:", "Véalo aquí:" }
        keep_or_let_end { "Keep it or let it end here:", "Siga o deje que termine aquí:" }
        not_you(phone) { "Was it not you? Call {phone} now.", "¿No fue usted? Llame ya al {phone}." }
        wrong(phone) { "Does this look wrong? Call {phone}.", "¿Se ve mal? Llame al {phone}." }
        read_first { "This link shows what you may see and do. Then you say yes or no.", "Este enlace muestra qué puede ver y hacer. Luego dice sí o no." }
        need_code(person) { "You also need a code. {person} tells it to you.", "También necesita un código. Se lo dice {person}." }
        link_lasts { "The link works for 7 days.", "El enlace sirve 7 días." }
        do_not_know(person) { "You do not know {person}? Then do nothing.", "¿No conoce a {person}? Entonces no haga nada." }
        activate_first { "Open this link. It asks you one question first.", "Abra este enlace. Primero le hace una pregunta." }
        activate_lasts(date) { "It works once, until ~{date}~.", "Sirve una vez, hasta el ~{date}~." }
        activate_not_you(phone) { "Is this not for you? Then do nothing, or call {phone}.", "¿No es para usted? Entonces no haga nada, o llame al {phone}." }
        code_lasts { "It works once, for 10 minutes.", "Sirve una vez, por 10 minutos." }
        tell_nobody { "Tell it to nobody. We never ask for it by phone.", "No se lo diga a nadie. Nunca lo pedimos por teléfono." }
        not_asked { "You did not ask for it? Then do nothing.", "¿No lo pidió? Entonces no haga nada." }
        sender(organisation) { "Sayso for {organisation}", "Sayso para {organisation}" }
        choose { "Pick which mails you get:", "Elija qué correos recibe:" }
    }
}

/// Where every mail comes from.
#[derive(Clone, Copy, Debug)]
pub struct Letterhead<'a> {
    /// The address of the portal, without a final slash.
    pub portal: &'a str,
    pub organisation: &'a str,
    pub phone: &'a str,
    /// Where the hospital is.
    pub zone: &'a Zone,
}

/// What a mail is about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub kind: NoticeKind,
    pub facts: &'a NoticeFacts,
    pub told_at: Timestamp,
    /// The link or the code that only this mail carries.
    pub secret: Option<&'a str>,
    /// The name of the reader, if they have an account.
    pub reader: Option<&'a PersonName>,
}

/// A mail's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    pub subject: String,
    pub text: String,
}

pub fn mail(language: Language, head: Letterhead<'_>, about: About<'_>) -> MailText {
    let w = MailWords(language);
    let zones = Zones::of_hospital(head.zone);
    let news = news(language, zones, about.kind, about.facts, about.told_at);
    // Somebody without an account is greeted without a name: what a patient typed is not the hospital's word.
    let hello = match about.reader {
        Some(person) => w.hello_to(person),
        None => w.hello().to_owned(),
    };
    let subject = news.headline.trim_end_matches('.');
    let subject = text::plain(subject);
    let mut parts = vec![hello, text::plain(&news.said())];
    parts.extend(body(w, head, about));
    parts.push(foot(w, head, about.kind));
    MailText {
        subject,
        text: parts.join("\n\n") + "\n",
    }
}

/// The paragraphs that follow the news.
fn body(w: MailWords, head: Letterhead<'_>, about: About<'_>) -> Vec<String> {
    let secret = about.secret.unwrap_or_default();
    match about.kind {
        NoticeKind::Invited => {
            let facts = about.facts;
            let patient = facts.subject.as_ref().or(facts.person.as_ref());
            let person = patient.map_or(NewsWords(w.0).somebody(), PersonName::as_str);
            vec![
                format!("{}\n{secret}", w.read_first()),
                format!("{} {}", w.need_code(person), w.link_lasts()),
                w.do_not_know(person),
            ]
        }
        NoticeKind::Activation => {
            let until = about.facts.at.unwrap_or(about.told_at);
            let last_day = dates::day(w.0, head.zone.last_day(until));
            vec![
                format!("{}\n{secret}", w.activate_first()),
                text::plain(&w.activate_lasts(last_day)),
                w.activate_not_you(head.phone),
            ]
        }
        NoticeKind::SignInCode => vec![
            secret.to_owned(),
            format!("{} {}", w.code_lasts(), w.tell_nobody()),
            w.not_asked().to_owned(),
        ],
        kind if kind.is_always_sent() => {
            let language = w.0;
            let happened = w.it_happened(dates::placed_moment(language, head.zone, about.told_at));
            vec![happened, see(w, head, about), w.not_you(head.phone)]
        }
        _ => vec![see(w, head, about), w.wrong(head.phone)],
    }
}

/// Where in the portal the rest can be read.
fn see(w: MailWords, head: Letterhead<'_>, about: About<'_>) -> String {
    let ends = about.kind == NoticeKind::ConsentEndsSoon;
    let lead = if ends {
        w.keep_or_let_end()
    } else {
        w.see_it()
    };
    let page = match place(about.kind, about.facts) {
        Some(place) => place.href(),
        None => paths::Notices.to_string(),
    };
    format!("{lead}\n{}{page}", head.portal)
}

fn foot(w: MailWords, head: Letterhead<'_>, kind: NoticeKind) -> String {
    let sender = format!("-- \n{}", w.sender(head.organisation));
    if kind.is_always_sent() {
        return sender;
    }
    let settings = paths::Notices;
    format!("{sender}\n{} {}{settings}", w.choose(), head.portal)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static UTC: LazyLock<Zone> = LazyLock::new(Zone::default);

    fn head() -> Letterhead<'static> {
        Letterhead {
            portal: "https://sayso.example",
            organisation: "Riverside Hospital",
            phone: "555-0100",
            zone: &UTC,
        }
    }

    static MARIA: LazyLock<PersonName> = LazyLock::new(|| PersonName::kept("Maria Keller"));

    fn about(kind: NoticeKind, facts: &NoticeFacts) -> About<'_> {
        About {
            kind,
            facts,
            told_at: Timestamp::UNIX_EPOCH,
            secret: Some("12345678"),
            reader: Some(&MARIA),
        }
    }

    #[test]
    fn the_headline_is_the_subject_and_the_reader_is_greeted_in_their_language() {
        let facts = NoticeFacts {
            app: Some("Sugar Coach".parse().unwrap()),
            ..NoticeFacts::default()
        };
        let about = about(NoticeKind::AppConnected, &facts);
        let english = mail(Language::English, head(), about);
        assert_eq!(english.subject, "Sugar Coach is connected");
        assert!(
            english
                .text
                .starts_with("Hello Maria Keller,\n\nSugar Coach is connected.")
        );
        let spanish = mail(Language::Spanish, head(), about);
        assert!(
            spanish
                .text
                .starts_with("Hola, Maria Keller:\n\nSugar Coach está conectada.")
        );
        assert!(spanish.text.contains("https://sayso.example/notices"));
    }

    #[test]
    fn a_code_stands_alone_on_its_line_and_never_in_the_subject() {
        let facts = NoticeFacts::default();
        let mail = mail(
            Language::English,
            head(),
            about(NoticeKind::SignInCode, &facts),
        );
        assert!(mail.text.lines().any(|line| line == "12345678"));
        assert!(!mail.subject.contains("12345678"));
    }

    #[test]
    fn only_mails_that_carry_a_secret_show_it() {
        let facts = NoticeFacts::default();
        for kind in NoticeKind::ALL {
            let carries = matches!(
                kind,
                NoticeKind::SignInCode | NoticeKind::Invited | NoticeKind::Activation
            );
            let mail = mail(Language::Spanish, head(), about(*kind, &facts));
            assert_eq!(mail.text.contains("12345678"), carries, "{kind:?}");
            assert!(!mail.text.contains(['~', '*']), "{kind:?}");
        }
    }

    #[test]
    fn what_guards_the_account_says_whom_to_call_and_offers_no_way_to_turn_it_off() {
        let facts = NoticeFacts::default();
        let mail = mail(
            Language::English,
            head(),
            about(NoticeKind::PasswordChanged, &facts),
        );
        assert!(mail.text.contains("Was it not you? Call 555-0100 now."));
        assert!(!mail.text.contains("Pick which mails"));
    }

    #[test]
    fn a_mail_leads_to_where_its_news_can_be_dealt_with() {
        let facts = NoticeFacts::default();
        for (kind, page) in [
            (NoticeKind::PasswordChanged, "/security"),
            (NoticeKind::AccountRecovered, "/security"),
            (NoticeKind::MoreAsked, "/people"),
            (NoticeKind::BreakGlass, "/notices"),
        ] {
            let mail = mail(Language::English, head(), about(kind, &facts));
            let link = format!("See it here:\nhttps://sayso.example{page}\n");
            assert!(mail.text.contains(&link), "{kind:?}: {}", mail.text);
        }
    }
}
