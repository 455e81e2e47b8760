//! Letters to print: each on a page of its own, with the code that opens the way to an account.

use domain::{Timestamp, activation::ActivationQuestion, language::Language, zone::Zone};

use crate::{
    markup::escaped,
    paths,
    words::{activation::LetterWords, dates, text},
};

/// What one letter says.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    pub language: Language,
    /// Who gets it.
    pub name: &'a str,
    /// The minor whom they will act for; `None` for their own record.
    pub child: Option<&'a str>,
    /// The code, in groups of four.
    pub code: &'a str,
    pub question: ActivationQuestion,
    /// When the code no longer works.
    pub expires_at: Timestamp,
    /// The address of the portal, without a final slash.
    pub portal: &'a str,
    pub organisation: &'a str,
    pub phone: &'a str,
    /// Where the hospital is.
    pub zone: &'a Zone,
}

/// The start of a file of letters, in HTML. The letters follow, one after the other; nothing has to close it (HTML §13.1.2.4).
pub fn opening() -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        LetterWords(Language::English).title()
    )
}

const STYLE: &str = "
@page { size: A4; margin: 25mm 22mm }
body { font: 12pt/1.5 Georgia, serif; color: #000; background: #fff; max-width: 40em; margin: 0 auto; padding: 1em }
article { break-after: page; page-break-after: always }
h1 { font-size: 18pt; margin: 0 0 1em }
li { margin: 0 0 .8em }
.code { font: 700 18pt/1.4 ui-monospace, monospace; letter-spacing: .08em; white-space: nowrap }
.page { font-weight: 700; overflow-wrap: anywhere }
";

/// Returns one letter. A name stays text, whatever it holds.
pub fn letter(facts: Letter<'_>) -> String {
    let w = LetterWords(facts.language);
    let plain = |sentence: String| escaped(&text::plain(&sentence));
    let lead = match facts.child {
        Some(child) => w.guardian(child),
        None => w.own(facts.organisation),
    };
    let question = match (facts.question, facts.child) {
        (ActivationQuestion::BirthDate, None) => w.step_date().to_owned(),
        (ActivationQuestion::BirthDate, Some(child)) => w.step_date_of(child),
        (ActivationQuestion::PostalCode, None) => w.step_postal().to_owned(),
        (ActivationQuestion::PostalCode, Some(child)) => w.step_postal_of(child),
    };
    let last_day = dates::day(facts.language, facts.zone.last_day(facts.expires_at));
    format!(
        "<article lang=\"{language}\">\n<p>{organisation}</p>\n<h1>{title}</h1>\n<p>{hello}</p>\n<p>{lead}</p>\n<ol>\n\
         <li>{open}<br><span class=\"page\">{page}</span></li>\n<li>{type_code}<br><span class=\"code\">{code}</span></li>\n\
         <li>{question}</li>\n<li>{mail}</li>\n<li>{key}</li>\n</ol>\n<p>{until} {nobody}</p>\n<p>{wrong}</p>\n</article>\n",
        language = facts.language.key(),
        organisation = escaped(facts.organisation),
        title = w.title(),
        hello = plain(w.hello(facts.name)),
        lead = plain(lead),
        open = w.step_open(),
        page = escaped(&format!("{}{}", facts.portal, paths::Activate::default())),
        type_code = w.step_code(),
        code = escaped(facts.code),
        question = plain(question),
        mail = w.step_mail(),
        key = w.step_key(),
        until = plain(w.until(last_day)),
        nobody = w.tell_nobody(),
        wrong = plain(w.wrong(facts.phone)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(name: &str, language: Language) -> String {
        letter(Letter {
            language,
            name,
            child: None,
            code: "ABCD-EFGH-JKMN",
            question: ActivationQuestion::BirthDate,
            expires_at: Timestamp::UNIX_EPOCH,
            portal: "https://sayso.example",
            organisation: "Lakeside & Sons",
            phone: "555-0142",
            zone: &Zone::default(),
        })
    }

    #[test]
    fn a_letter_says_where_to_go_what_to_type_and_until_when() {
        let english = to("Maria Keller", Language::English);
        for part in [
            "Hello Maria Keller,",
            "https://sayso.example/activate",
            "ABCD-EFGH-JKMN",
            "until 31 December 1969",
            "Call 555-0142",
            "Lakeside &amp; Sons",
        ] {
            assert!(english.contains(part), "{part}: {english}");
        }
        assert!(to("Maria Keller", Language::Spanish).contains("Escriba su fecha de nacimiento."));
    }

    #[test]
    fn no_name_becomes_markup() {
        let letter = to("<img src=x onerror=alert(1)>", Language::English);
        assert!(!letter.contains("<img") && letter.contains("&lt;img"));
    }
}
