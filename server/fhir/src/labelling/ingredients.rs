//! Which ingredients does a text about a medicine name? The answer is read from `classes/ingredients.csv` (harmless
//! classes) and `topics/ingredients.csv`. A brand or a pack says nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::{SensitiveTopic, TopicSet};

use super::forms::says_what_it_is;
use super::rows::lines;
use super::words::words;

pub(super) const HARMLESS: &str = include_str!("classes/ingredients.csv");
pub(super) const SENSITIVE: &str = include_str!("topics/ingredients.csv");

/// Names as they are compared, each with its topics: none for a harmless one.
#[derive(Default)]
struct Names {
    whole: HashMap<String, TopicSet>,
    ends: Vec<(String, TopicSet)>,
    begins: Vec<String>,
    /// Names of several words, in any order: "folic acid" is "ácido fólico".
    several: Vec<Vec<String>>,
}

impl Names {
    fn insert(&mut self, name: &str, topics: TopicSet) {
        if let Some(end) = name.strip_prefix('*') {
            self.ends.push((stem(end), topics));
        } else if let Some(beginning) = name.strip_suffix('*') {
            self.begins.push(spelling(beginning));
        } else if name.contains('_') {
            self.several.push(name.split('_').map(stem).collect());
        } else {
            let known = self.whole.entry(stem(name)).or_default();
            *known = known.union(topics);
        }
    }

    /// The topics of a name; `None` if the lists do not hold it.
    fn find(&self, stem: &str) -> Option<TopicSet> {
        if stem.len() < 3 {
            return None;
        }
        if let Some(topics) = self.whole.get(stem) {
            return Some(*topics);
        }
        // A stem is the end of a longer name.
        let ends = |end: &str| stem.len() > end.len() + 1 && stem.ends_with(end);
        let by_end = self.ends.iter().filter(|(end, _)| ends(end));
        let begun = || {
            let begins = |one: &String| stem.starts_with(one.as_str());
            self.begins.iter().any(begins).then_some(TopicSet::EMPTY)
        };
        by_end
            .map(|(_, topics)| *topics)
            .reduce(TopicSet::union)
            .or_else(begun)
    }

    /// "Sodium" is a salt of many, and says what "sodium chloride" is.
    fn holds_one_of(&self, words: &[String]) -> bool {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let telling = words.iter().zip(&stems);
        let mut telling = telling.filter(|(word, _)| says_what_it_is(word));
        telling.any(|(_, stem)| self.find(stem).is_some())
            || self
                .several
                .iter()
                .any(|name| name.iter().all(|part| stems.contains(part)))
    }
}

static KNOWN: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for (file, is_sensitive) in [(SENSITIVE, true), (HARMLESS, false)] {
        for columns in lines(file) {
            let [first, _class, named] = columns[..] else {
                continue;
            };
            let topic = SensitiveTopic::from_key(first).filter(|_| is_sensitive);
            let topics = topic.into_iter().collect();
            for name in named.split_whitespace() {
                names.insert(name, topics);
            }
        }
    }
    names
});

/// The topics of an ingredient that a word names.
pub(super) fn topics(word: &str) -> TopicSet {
    // Shorter words are no names of ingredients on a topic's list.
    if word.len() < 6 || !word.is_ascii() {
        return TopicSet::EMPTY;
    }
    KNOWN.find(&stem(word)).unwrap_or_default()
}

/// Whether every part of the medicine that a text names is an ingredient that the lists hold.
pub(super) fn are_told(text: &str) -> bool {
    let mut told = false;
    for part in parts(text) {
        let named: Vec<String> = words(&part).into_iter().map(|word| word.folded).collect();
        if !named.iter().any(|word| says_what_it_is(word)) {
            continue;
        }
        if !KNOWN.holds_one_of(&named) {
            return false;
        }
        told = true;
    }
    told
}

/// The components of a combination. What stands in square brackets is RxNorm's brand.
fn parts(text: &str) -> Vec<String> {
    let mut bare = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let joined = bare.replace(" and ", "/").replace(" with ", "/");
    let joined = joined.replace(" y ", "/").replace(" con ", "/");
    joined
        .split(['/', '+', '{', '}', '(', ')', ';'])
        .map(str::to_owned)
        .collect()
}

/// A name as it is compared: an English name and its Spanish spelling come out the same.
fn stem(name: &str) -> String {
    let spelled = spelling(name);
    let one = spelled.strip_suffix('s').unwrap_or(&spelled);
    one.trim_end_matches(['a', 'e', 'o']).to_owned()
}

fn spelling(name: &str) -> String {
    let folded = super::words::fold(name);
    let mut spelled = String::with_capacity(folded.len());
    let mut letters = folded.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let (written, pair) = match (letter, next) {
            ('p', Some('h')) => ('f', true),
            ('t', Some('h')) => ('t', true),
            ('c', Some('h')) | ('k', _) => ('c', next == Some('h') && letter == 'c'),
            ('o' | 'a', Some('e')) => ('e', true),
            ('y', _) => ('i', false),
            _ => (letter, false),
        };
        if pair {
            letters.next();
        }
        if !spelled.ends_with(written) {
            spelled.push(written);
        }
    }
    spelled
}
