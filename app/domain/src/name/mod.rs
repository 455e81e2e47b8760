//! What may somebody or something be called? A name stands in the hospital's own sentences, beside what its holder does,
//! so it has to be readable and must not say more than who that is.

mod letters;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use letters::{Script, is_digit, is_joiner, is_letter, is_mark, is_unseen, joins, script};

/// Why a text is no name. What the person reads for each stands in the words of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidName {
    /// It has no letter.
    #[error("a name needs a letter")]
    NoLetter,
    /// It has more than [`LONGEST`] characters.
    #[error("a name has at most {LONGEST} letters")]
    TooLong,
    /// It holds this character, which no name needs.
    #[error("a name cannot hold {:?}", .0)]
    Letter(char),
    /// One of its words mixes scripts, so that it may look like another.
    #[error("a word of a name is written in one script")]
    MixedScripts,
    /// It reads as an e-mail address, a web address or a host name.
    #[error("a name is no address")]
    Address,
    /// It holds four digits in a row.
    #[error("a name is no number")]
    Number,
}

/// The longest name, in characters.
pub const LONGEST: usize = 60;
/// More accents than that on one letter cover the lines around it.
const MOST_MARKS: usize = 3;
/// As many digits in a row are a telephone number, whatever stands between them.
const PHONE_DIGITS: usize = 4;

/// What a person is called: letters, and what stands between the parts of a name. No address and no number, because
/// anybody can give themselves one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct PersonName(String);

/// What an app or its maker is called. The hospital reviews these, so figures and dots are theirs: "Coach 2.0", "b.well".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct AppName(String);

impl PersonName {
    /// What was typed, with single spaces.
    ///
    /// # Errors
    /// [`InvalidName`] says what is wrong first.
    pub fn parse(typed: &str) -> Result<Self, InvalidName> {
        let name = single_spaced(typed);
        check(&name, "'’‘-‐–.,()·")?;
        if !name.chars().any(is_letter) {
            return Err(InvalidName::NoLetter);
        }
        if has_dotted_word(&name) {
            return Err(InvalidName::Address);
        }
        if has_number(&name) {
            return Err(InvalidName::Number);
        }
        Ok(Self(name))
    }
}

impl PersonName {
    /// Such as "Maria" for Maria Keller.
    pub fn first(&self) -> &str {
        self.0.split(' ').next().unwrap_or(&self.0)
    }
}

impl AppName {
    /// What was registered, with single spaces.
    ///
    /// # Errors
    /// [`InvalidName`] says what is wrong first.
    pub fn parse(typed: &str) -> Result<Self, InvalidName> {
        let name = single_spaced(typed);
        check(&name, "'’‘-‐–.,()·&+!?:")?;
        if !name.chars().any(|c| is_letter(c) || is_digit(c)) {
            return Err(InvalidName::NoLetter);
        }
        Ok(Self(name))
    }
}

/// A name as it was written down before. There is no `From<String>`: whoever reads a name that somebody gives (clap takes
/// `From<String>` before `FromStr`) must come by `parse`.
#[derive(Deserialize)]
struct Kept(String);

macro_rules! name {
    ($Name:ident) => {
        impl $Name {
            /// A name that was kept before it had to fit: without what nobody sees, and not too long.
            pub fn kept(text: &str) -> Self {
                Self(without_unseen(text))
            }

            /// Returns the name as it is stored and shown.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl PartialEq<str> for $Name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl From<Kept> for $Name {
            fn from(Kept(text): Kept) -> Self {
                Self::kept(&text)
            }
        }

        impl From<$Name> for String {
            fn from(name: $Name) -> Self {
                name.0
            }
        }

        impl std::str::FromStr for $Name {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, InvalidName> {
                Self::parse(text)
            }
        }
    };
}
name!(PersonName);
name!(AppName);

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What holds for every name.
fn check(name: &str, between: &str) -> Result<(), InvalidName> {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() > LONGEST {
        return Err(InvalidName::TooLong);
    }
    let mut marks = 0;
    for (place, &letter) in letters.iter().enumerate() {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        let fits = if is_joiner(letter) {
            joins(&letters, place)
        } else if is_mark(letter) {
            place > 0 && marks <= MOST_MARKS
        } else {
            letter == ' ' || is_letter(letter) || is_digit(letter) || between.contains(letter)
        };
        if !fits {
            return Err(InvalidName::Letter(letter));
        }
    }
    let mixed = |word: &str| {
        let mut scripts = word.chars().filter_map(script);
        let first = scripts.next();
        scripts.any(|other| first.is_some_and(|first| !goes_with(first, other)))
    };
    if name.split([' ', '-', '(', ')']).any(mixed) {
        return Err(InvalidName::MixedScripts);
    }
    Ok(())
}

/// Whether two scripts stand in one word (UTS 39 §5.2: Japanese and Korean are written in several).
fn goes_with(one: Script, other: Script) -> bool {
    let east = |script| matches!(script, Script::Han | Script::Kana | Script::Hangul);
    one == other || (east(one) && east(other))
}

/// A dot with a word right after it: the name of a host. "St. John" and "J.R. Ewing" have none.
fn has_dotted_word(name: &str) -> bool {
    name.split('.').skip(1).any(|after| {
        let word = after
            .chars()
            .take_while(|c| is_letter(*c) || is_digit(*c) || is_mark(*c));
        word.count() > 1
    })
}

fn has_number(name: &str) -> bool {
    let mut digits = 0;
    name.chars().any(|c| {
        if is_digit(c) {
            digits += 1;
        } else if is_letter(c) {
            digits = 0;
        }
        digits >= PHONE_DIGITS
    })
}

/// A kept text as it can stand in a sentence.
fn without_unseen(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut marks = 0;
    let seen = letters.iter().enumerate().filter(|&(place, &letter)| {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        (letter.is_whitespace() || !is_unseen(letter) || joins(&letters, place))
            && marks <= MOST_MARKS
    });
    let seen: String = seen.map(|(_, letter)| *letter).collect();
    let name: String = single_spaced(&seen).chars().take(LONGEST).collect();
    if name.is_empty() {
        "?".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests;
