//! Which topics do words stand for? The answer is read from `topics/*.terms` and `topics/ingredients.csv`.
//!
//! Each line is a word or a phrase, English and Spanish. A word that ends in `*` stands for all
//! words that begin like it; a phrase behind `!` touches nothing where it stands; a word behind `=`
//! counts in capitals only. Negation and family history are no reason to release.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::{SensitiveTopic, TopicSet};

use super::ingredients;
use super::words::{Word, fold, parted, readings, words};

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

/// What must follow the first word, and what the whole stands for.
struct Phrase {
    rest: Vec<Pattern>,
    topic: SensitiveTopic,
    /// Where these words stand together they do not touch the topic.
    is_exception: bool,
}

/// A whole word, or the beginning of one.
enum Pattern {
    Word(String),
    Stem(String),
}

impl Pattern {
    fn read(word: &str) -> Self {
        match word.strip_suffix('*') {
            Some(stem) => Self::Stem(fold(stem)),
            None => Self::Word(fold(word)),
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
    capitals: HashMap<String, SensitiveTopic>,
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
        if let Some(word) = line.strip_prefix('=') {
            self.capitals.insert(word.to_owned(), topic);
            return;
        }
        let exception = line.strip_prefix('!');
        let line = exception.unwrap_or(line);
        let mut patterns = line.split_whitespace().map(Pattern::read);
        let Some(first) = patterns.next() else { return };
        let phrase = Phrase {
            rest: patterns.collect(),
            topic,
            is_exception: exception.is_some(),
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

    /// The phrases that begin with this word; `HIV1` is also `HIV`.
    fn starting_with<'i>(&'i self, word: &'i str) -> impl Iterator<Item = &'i Phrase> {
        let named = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let without_number = (named.len() < word.len()).then(|| self.by_word.get(named));
        let whole = self.by_word.get(word).into_iter();
        let begun = self
            .stem_lengths
            .iter()
            .filter_map(move |length| word.get(..*length));
        whole
            .chain(without_number.flatten())
            .flatten()
            .chain(begun.filter_map(|stem| self.by_stem.get(stem)).flatten())
    }

    fn in_words(&self, words: &[Word]) -> TopicSet {
        let mut found: Vec<(usize, SensitiveTopic)> = Vec::new();
        let mut harmless = vec![TopicSet::EMPTY; words.len()];
        for (at, word) in words.iter().enumerate() {
            for phrase in self.starting_with(&word.folded) {
                let mut following = words[at + 1..].iter();
                let fits = phrase
                    .rest
                    .iter()
                    .all(|part| following.next().is_some_and(|w| part.fits(&w.folded)));
                if fits && phrase.is_exception {
                    for covered in &mut harmless[at..=at + phrase.rest.len()] {
                        covered.insert(phrase.topic);
                    }
                } else if fits {
                    found.push((at, phrase.topic));
                }
            }
            found.extend(self.capitals.get(&word.written).map(|topic| (at, *topic)));
            found.extend(ingredients::topics(&word.folded).iter().map(|t| (at, t)));
        }
        found
            .into_iter()
            .filter(|(at, topic)| !harmless[*at].contains(*topic))
            .map(|(_, topic)| topic)
            .collect()
    }
}

/// The topics that a text speaks of.
pub(super) fn find(text: &str) -> TopicSet {
    readings(text).iter().fold(TopicSet::EMPTY, |all, words| {
        all.union(INDEX.in_words(words))
    })
}

/// The topics of a code's own letters, such as `HIV-CONFIRM` and `substanceUse`.
pub(super) fn in_code(code: &str) -> TopicSet {
    let parted = parted(code);
    let as_written = INDEX.in_words(&words(code));
    as_written.union(INDEX.in_words(&words(&parted)))
}
