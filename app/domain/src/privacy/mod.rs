//! The hospital's privacy notice: what it says in each language, in numbered versions.

mod text;

use std::collections::BTreeMap;

use crate::{Timestamp, language::Language};

pub use text::{Block, Inline, LARGEST_HEADING};

/// The Markdown of a notice by language; at least one language has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivacyTexts(BTreeMap<Language, String>);

impl PrivacyTexts {
    /// Returns the texts; `None` if no language has one.
    pub fn new(texts: impl IntoIterator<Item = (Language, String)>) -> Option<Self> {
        let texts: BTreeMap<_, _> = texts.into_iter().collect();
        (!texts.is_empty()).then_some(Self(texts))
    }

    /// Returns the text for a reader, and the language that it is in: the reader's own, English otherwise, and what
    /// there is where there is no English.
    pub fn for_reader(&self, language: Language) -> (Language, &str) {
        let own = self.0.get_key_value(&language);
        let other = || self.0.get_key_value(&Language::English);
        let (language, text) = own
            .or_else(other)
            .or_else(|| self.0.first_key_value())
            .expect("one language has a text");
        (*language, text)
    }

    /// Returns every text, in the order of the languages.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0
            .iter()
            .map(|(language, text)| (*language, text.as_str()))
    }
}

/// One version of the notice, as it was shown from a moment on. A later version never changes an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivacyNotice {
    /// From 1.
    pub version: u32,
    /// When this version was first shown.
    pub since: Timestamp,
    /// What it says.
    pub texts: PrivacyTexts,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[(Language, &str)]) -> Option<PrivacyTexts> {
        PrivacyTexts::new(
            texts
                .iter()
                .map(|(language, text)| (*language, (*text).to_owned())),
        )
    }

    #[test]
    fn a_reader_gets_their_own_language_and_otherwise_what_there_is() {
        let (english, spanish) = ((Language::English, "a"), (Language::Spanish, "b"));
        let both = texts(&[english, spanish]).unwrap();
        assert_eq!(both.for_reader(Language::Spanish), spanish);
        let one = texts(&[english]).unwrap();
        assert_eq!(one.for_reader(Language::Spanish), english);
        let other = texts(&[spanish]).unwrap();
        assert_eq!(other.for_reader(Language::English), spanish);
        assert_eq!(texts(&[]), None);
    }
}
