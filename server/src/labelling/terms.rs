//! Which topics do words stand for? Read from `topics/*.terms`.
//!
//! Each line is a word or a phrase, English and Spanish; a word that ends in `*` stands for all
//! words that begin like it. Case and accents do not count, and only whole words match.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::{SensitiveTopic, TopicSet};

/// The terms, by topic.
pub(super) const FILES: &[(SensitiveTopic, &str)] = &[
    (
        SensitiveTopic::MentalHealth,
        include_str!("topics/mental-health.terms"),
    ),
    (
        SensitiveTopic::PsychotherapyNotes,
        include_str!("topics/psychotherapy-notes.terms"),
    ),
    (
        SensitiveTopic::SubstanceUse,
        include_str!("topics/substance-use.terms"),
    ),
    (
        SensitiveTopic::SexualReproductive,
        include_str!("topics/sexual-reproductive.terms"),
    ),
    (SensitiveTopic::Hiv, include_str!("topics/hiv.terms")),
    (
        SensitiveTopic::Genetics,
        include_str!("topics/genetics.terms"),
    ),
    (
        SensitiveTopic::Violence,
        include_str!("topics/violence.terms"),
    ),
];

/// The terms of a list; a line that starts with `#` is a heading.
pub(super) fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What must follow the first word: whole words, or the beginning of one.
struct Phrase {
    rest: Vec<Pattern>,
    topic: SensitiveTopic,
}

enum Pattern {
    Word(String),
    Stem(String),
}

impl Pattern {
    fn read(word: &str) -> Self {
        match word.strip_suffix('*') {
            Some(stem) => Self::Stem(stem.to_owned()),
            None => Self::Word(word.to_owned()),
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Word(whole) => whole == word,
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

#[derive(Default)]
struct Index {
    by_word: HashMap<String, Vec<Phrase>>,
    by_stem: HashMap<String, Vec<Phrase>>,
    stem_lengths: Vec<usize>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for (topic, file) in FILES {
        for line in lines(file) {
            index.insert(*topic, line);
        }
    }
    index
});

impl Index {
    fn insert(&mut self, topic: SensitiveTopic, line: &str) {
        let folded = fold(line);
        let mut patterns = words(&folded, true).map(Pattern::read);
        let Some(first) = patterns.next() else { return };
        let phrase = Phrase {
            rest: patterns.collect(),
            topic,
        };
        match first {
            Pattern::Word(word) => self.by_word.entry(word).or_default().push(phrase),
            Pattern::Stem(stem) => {
                if !self.stem_lengths.contains(&stem.len()) {
                    self.stem_lengths.push(stem.len());
                }
                self.by_stem.entry(stem).or_default().push(phrase);
            }
        }
    }

    fn starting_with<'i>(&'i self, word: &'i str) -> impl Iterator<Item = &'i Phrase> {
        let whole = self.by_word.get(word).into_iter().flatten();
        let begun = self
            .stem_lengths
            .iter()
            .filter_map(move |length| word.get(..*length));
        whole.chain(begun.filter_map(|stem| self.by_stem.get(stem)).flatten())
    }
}

/// The topics that a text speaks of.
pub(super) fn find(text: &str) -> TopicSet {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded, false).collect();
    let mut topics = TopicSet::EMPTY;
    for (at, word) in words.iter().enumerate() {
        for phrase in INDEX.starting_with(word) {
            let mut following = words[at + 1..].iter();
            if phrase
                .rest
                .iter()
                .all(|part| following.next().is_some_and(|w| part.fits(w)))
            {
                topics.insert(phrase.topic);
            }
        }
    }
    topics
}

fn words(folded: &str, with_stars: bool) -> impl Iterator<Item = &str> {
    folded
        .split(move |c: char| !(c.is_alphanumeric() || (with_stars && c == '*')))
        .filter(|word| !word.is_empty())
}

/// Lower case, without the accents of Western European languages.
fn fold(text: &str) -> String {
    let written = if text.contains('&') {
        entities(text)
    } else {
        text.into()
    };
    written
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(plain)
        .collect()
}

/// `text.div` is XHTML: a letter can be written as a character reference.
fn entities(text: &str) -> Cow<'_, str> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        whole.push_str(before);
        let letter = after
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        whole.push(letter.map_or('&', |(letter, _)| letter));
        rest = letter.map_or(after, |(_, after)| after);
    }
    whole.push_str(rest);
    whole.into()
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    // `&oacute;` and its like: the letter that carries the accent is all that is compared.
    name.chars()
        .next()
        .filter(|_| name.ends_with("acute") || name.ends_with("tilde"))
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        // Combining accents of decomposed text, and the soft hyphen.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => return None,
        other => other,
    })
}
