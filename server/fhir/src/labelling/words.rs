//! Which words does a text hold, however they are written?
//!
//! Compared are lower-case letters and digits in compatibility form (NFKD: full-width letters and
//! ligatures are the letters they stand for) without accents and without characters that nobody
//! sees. Markup is read twice: as a gap between words, and as nothing at all.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// One word: folded, and as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub folded: String,
    /// Whether it is an abbreviation in capitals within a text that is not.
    pub written: String,
}

/// The readings of a text: one, or more where markup or a hyphen can be read in two ways.
pub(super) fn readings(text: &str) -> Vec<Vec<Word>> {
    let plain: Cow<'_, str> = if text.contains('&') {
        entities(text)
    } else {
        text.into()
    };
    let mut texts = vec![plain.clone()];
    if plain.contains('<') {
        texts = vec![without_tags(&plain, " "), without_tags(&plain, "")];
    }
    if let Some(joined) = without_hyphens(&texts[0]) {
        texts.push(joined.into());
    }
    texts.iter().map(|text| words(text)).collect()
}

/// A text whose words are joined where a hyphen parts them at the end of a line or behind a prefix: `pre-natal` is
/// `prenatal`.
fn without_hyphens(text: &str) -> Option<String> {
    let mut joined = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(['-', '\u{2010}', '\u{2011}']) {
        let next_line = after
            .strip_prefix("\r\n")
            .or_else(|| after.strip_prefix('\n'));
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        let is_prefix = word.is_some_and(|word| PREFIXES.contains(&&*fold(word)));
        joined.push_str(before);
        if is_prefix || next_line.is_some() {
            found = true;
        } else {
            joined.push('-');
        }
        rest = next_line.unwrap_or(after);
    }
    joined.push_str(rest);
    found.then_some(joined)
}

/// Parts of words that are written with a hyphen by some and without one by others, in English and in Spanish.
const PREFIXES: &[&str] = &[
    "a", "an", "ante", "anti", "auto", "bi", "co", "contra", "de", "des", "dys", "extra", "geno",
    "gyn", "gyneco", "hemo", "hetero", "homo", "hyper", "hypo", "im", "immuno", "in", "inter",
    "intra", "mal", "meth", "mis", "multi", "neo", "neuro", "non", "o", "over", "pan", "para",
    "peri", "poly", "post", "pre", "pro", "psico", "psycho", "re", "retro", "schizo", "semi",
    "sero", "sub", "trans", "tri", "un", "uni", "anticon", "toxico",
];

/// The words of a text without markup.
pub(super) fn words(text: &str) -> Vec<Word> {
    // Most texts are of plain letters, which are in every form of theirs already.
    let seen: Cow<'_, str> = if text.is_ascii() {
        text.into()
    } else {
        text.chars().filter(|c| !is_unseen(*c)).nfkc().collect()
    };
    seen.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c)))
        .filter(|word| !word.is_empty())
        .map(|word| Word {
            folded: fold(word),
            written: word.to_owned(),
        })
        .collect()
}

/// `hivStatus` and `HIVStatus` as two words.
pub(super) fn parted(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let begins = |at: usize| {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1);
        letters[at].is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
            })
    };
    let mut parted = String::with_capacity(name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        if begins(at) {
            parted.push(' ');
        }
        parted.push(*letter);
    }
    parted
}

/// Lower case without accents.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    letters.flat_map(char::to_lowercase).collect()
}

/// Format characters: soft hyphen, joiners, marks of direction, tags, selectors of variants.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The text between tags and comments.
fn without_tags<'t>(text: &str, gap: &str) -> Cow<'t, str> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        whole.push_str(before);
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        let Some((_, after)) = tag.split_once(end) else {
            // No tag: a sign such as "less than". What follows it is text.
            whole.push('<');
            rest = tag;
            continue;
        };
        // Attributes hold words too, such as `title` and `alt`, and so do comments and CDATA; `a < b` is no tag.
        let inside = &tag[..tag.len() - after.len() - end.len()];
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            whole.push('<');
            rest = tag;
            continue;
        }
        whole.push_str(gap);
        if gap == " " && (inside.contains('=') || tag.starts_with(['!', '?'])) {
            whole.push_str(inside);
            whole.push_str(gap);
        }
        rest = after;
    }
    whole.push_str(rest);
    whole.into()
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
        match letter {
            Some((letter, after)) => {
                whole.push_str(&letter);
                rest = after;
            }
            None => {
                whole.push('&');
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    whole.into()
}

/// What a character reference stands for; an empty text for one that nobody sees.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).map(String::from);
    }
    match name {
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" | "ZeroWidthSpace" | "NoBreak" => {
            Some(String::new())
        }
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '.into()),
        "amp" => Some('&'.into()),
        "lt" => Some('<'.into()),
        "gt" => Some('>'.into()),
        "quot" => Some('"'.into()),
        "apos" => Some('\''.into()),
        // `&oacute;` and its like: the letter that carries the accent is all that is compared.
        _ => name
            .chars()
            .next()
            .filter(|_| {
                ["acute", "grave", "circ", "tilde", "uml", "cedil"]
                    .iter()
                    .any(|accent| name.len() == accent.len() + 1 && name.ends_with(accent))
            })
            .map(String::from),
    }
}
