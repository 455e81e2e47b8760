//! Is a page in one language? No English stands on the Spanish page, but for names and what is marked as English.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::document::{Document, Element, Node};

/// Words that English sentences do not do without, and that are no Spanish words.
const ENGLISH: [&str; 31] = [
    "the", "and", "of", "to", "you", "your", "is", "are", "it", "its", "this", "that", "with",
    "for", "from", "not", "can", "cannot", "see", "what", "who", "when", "was", "were", "they",
    "have", "has", "will", "until", "about", "yes",
];

/// What is English on the Spanish page: words of English sentences, and texts that are the same on both.
pub(super) fn english_in_spanish(
    english: &Document,
    spanish: &Document,
    facts: &impl Serialize,
) -> Vec<String> {
    let names = names(facts);
    let (english, spanish) = (texts(english), texts(spanish));
    let mut faults = Vec::new();
    for text in &spanish {
        let own = without(text, &names);
        let words = words(&own);
        let found = words.iter().find(|word| ENGLISH.contains(&word.as_str()));
        faults.extend(found.map(|word| format!("“{word}” on the Spanish page: {text}")));
        let same = english.contains(text) && words.iter().any(|word| !is_international(word));
        faults.extend(same.then(|| format!("the same in both languages: {text}")));
    }
    faults
}

/// The same in both languages, and rightly so.
fn is_international(word: &str) -> bool {
    const SAME: [&str; 14] = [
        "sayso", "app", "apps", "no", "utc", "id", "chrome", "firefox", "linux", "windows",
        "android", "iphone", "error", "min",
    ];
    word.chars().count() < 3 || SAME.contains(&word)
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Everything that is read, heard or titled, except what is marked as another language or as code.
fn texts(document: &Document) -> BTreeSet<String> {
    let mut texts = BTreeSet::from([document.part("title").text()]);
    collect(document.body(), &mut texts);
    texts
}

fn collect(element: &Element, texts: &mut BTreeSet<String>) {
    for name in ["aria-label", "title", "alt", "placeholder"] {
        texts.extend(element.get(name).map(str::to_owned));
    }
    for node in &element.children {
        match node {
            Node::Text(text) => {
                texts.insert(super::document::words(text));
            }
            Node::Element(child) if child.is_silent() || child.get("lang").is_some() => {}
            Node::Element(child) => collect(child, texts),
        }
    }
}

/// What the facts of the page bring along: names and texts of others, longest first.
fn names(facts: &impl Serialize) -> Vec<String> {
    let mut names = BTreeSet::new();
    gather(
        &serde_json::to_value(facts).expect("facts are JSON"),
        &mut names,
    );
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn gather(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_name(text) => {
            names.insert(super::document::words(text));
            names.extend(text.split_whitespace().next().map(str::to_owned));
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, names)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, names)),
        _ => {}
    }
}

/// No key of ours: those are small letters and dashes.
fn is_name(text: &str) -> bool {
    text.chars()
        .any(|letter| letter.is_uppercase() || !(letter.is_ascii_alphanumeric() || letter == '-'))
}

fn without(text: &str, names: &[String]) -> String {
    names.iter().fold(text.to_owned(), |text, name| {
        text.replace(name.as_str(), " ")
    })
}
