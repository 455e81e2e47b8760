//! Is what is said about a record said to the right person? Whoever acts for somebody else is told about that person's
//! record, health and care, never about their own.

use domain::language::Language;

use super::document::Document;
use crate::{facts::Frame, words::people::ActingWords};

/// How the record and what is in it are called where they are the reader's own, in either language.
const OWN: [&str; 14] = [
    "your record",
    "your health",
    "your own health",
    "your care",
    "your lab results",
    "your medicines",
    "your data",
    "you share with",
    "you agreed",
    "su expediente",
    "su salud",
    "su cuidado",
    "sus datos",
    "usted comparte",
];

/// What speaks of the reader's own record while somebody else's is open.
pub(super) fn wrong_person(document: &Document, frame: &Frame) -> Vec<String> {
    let Some(person) = frame.other() else {
        return Vec::new();
    };
    let text = document.part("main").text();
    // Some pages are about the reader all the same, and say so.
    let is_own = |language: &Language| text.contains(&ActingWords(*language).own_page(person));
    if Language::ALL.iter().any(is_own) {
        return Vec::new();
    }
    let said = text.to_lowercase();
    let found = OWN
        .iter()
        .filter_map(|own| said.find(own).map(|at| (own, at)));
    found
        .map(|(own, at)| {
            let near: String = said.chars().skip(at.saturating_sub(30)).take(80).collect();
            format!("“{own}” is said of somebody else’s record: … {near} …")
        })
        .collect()
}
