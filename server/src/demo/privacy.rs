//! The privacy notice of the demo's hospital, which is as invented as the hospital.

use domain::{language::Language, privacy::PrivacyTexts};

const ENGLISH: &str = include_str!("privacy/en.md");
const SPANISH: &str = include_str!("privacy/es.md");

/// Returns the text in every language.
pub fn texts() -> PrivacyTexts {
    let texts = [(Language::English, ENGLISH), (Language::Spanish, SPANISH)];
    let texts = texts.map(|(language, text)| (language, text.to_owned()));
    PrivacyTexts::new(texts).expect("there are two texts")
}

#[cfg(test)]
mod tests {
    use crate::privacy_notice::read;

    #[test]
    fn every_text_of_the_demo_can_be_shown() {
        let shapes = super::texts()
            .iter()
            .map(|(_, text)| read(text).unwrap().len())
            .collect::<Vec<_>>();
        assert_eq!(shapes[0], shapes[1], "both languages have the same parts");
    }
}
