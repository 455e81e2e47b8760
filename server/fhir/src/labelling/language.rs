//! Are these words in a language that the lists read, and do they say anything?

use super::words::words;

/// The languages of `topics/*.terms`.
const READ: [&str; 2] = ["en", "es"];

/// Whether a language tag (BCP 47) names a language that the lists read.
pub(super) fn is_read(tag: &str) -> bool {
    let base = tag.trim().split(['-', '_']).next().unwrap_or_default();
    READ.iter().any(|read| read.eq_ignore_ascii_case(base))
}

/// Function words of languages that are written with the same letters and that no list reads; none of them is an English
/// or Spanish word.
const FOREIGN: &[&str] = &[
    // German
    "und", "der", "das", "nicht", "mit", "für", "eine", "einer", "durch", "wegen", "ohne", "bei",
    "nach", "vom", "zur", "zum", "ist", "wurde", "auf", "oder", // French
    "avec", "pour", "dans", "les", "des", "du", "une", "sans", "aux", "chez", "cette",
    // Portuguese
    "não", "uma", "pelo", "pela", "são", "às", "ao", // Italian
    "della", "delle", "degli", "nel", "nella", "gli", "dei", "senza",
    // Dutch and the Nordic languages
    "een", "niet", "voor", "och", "inte", "ikke", "og", // Polish and Turkish
    "nie", "oraz", "przez", "bir",
];

/// Letters of languages with Latin letters that neither English nor Spanish words hold, but for names of people.
const FOREIGN_LETTERS: &str = "ßãõøåæœłşğıžščřěőűțăđ";

/// Whether the words of a text can be read: letters of Latin script, and no language that is known to be another one.
pub(super) fn can_read(text: &str) -> bool {
    let mut foreign = 0;
    for word in words(text) {
        let lower = word.written.to_lowercase();
        if word.written.chars().any(is_of_another_script) {
            return false;
        }
        let name = word.written.starts_with(char::is_uppercase);
        if !name && lower.chars().any(|c| FOREIGN_LETTERS.contains(c)) {
            return false;
        }
        foreign += usize::from(FOREIGN.contains(&lower.as_str()));
    }
    foreign < 2
}

/// Whether most of a longer text can be read. A name in other letters is no reason to hide a note.
pub(super) fn can_read_note(text: &str) -> bool {
    let words = words(text);
    let other = |word: &&super::words::Word| word.written.chars().any(is_of_another_script);
    let mixed = |word: &super::words::Word| {
        let letters = || word.written.chars().filter(|c| c.is_alphabetic());
        letters().any(|c| c.is_ascii_alphabetic())
            && letters().any(|c| matches!(c, '\u{400}'..='\u{52f}'))
    };
    let unread = words.iter().filter(other).count();
    let foreign = |word: &&super::words::Word| {
        let lower = word.written.to_lowercase();
        FOREIGN.contains(&lower.as_str()) || lower.chars().any(|c| FOREIGN_LETTERS.contains(c))
    };
    let foreign = words.iter().filter(foreign).count();
    // In a text of these languages one word in three to eight is one of theirs.
    !words.iter().any(mixed)
        && unread * 5 <= words.len()
        && (foreign < 3 || foreign * 12 <= words.len())
}

/// Letters that are neither Latin nor Greek: "β-hCG" and "µg" are read.
fn is_of_another_script(c: char) -> bool {
    c.is_alphabetic()
        && !matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2100}'..='\u{214f}')
}

/// Words that fit every code.
const EMPTY: &[&str] = &[
    "unknown",
    "other",
    "none",
    "unspecified",
    "null",
    "nil",
    "na",
    "see",
    "note",
    "code",
    "diagnosis",
    "problem",
    "condition",
    "test",
    "result",
    "procedure",
    "service",
    "item",
    "local",
    "finding",
    "observation",
    "medication",
    "medicine",
    "drug",
    "value",
    "default",
    "desconocido",
    "desconocida",
    "otro",
    "otra",
    "ninguno",
    "nota",
    "codigo",
    "diagnostico",
    "problema",
    "prueba",
    "resultado",
    "procedimiento",
    "servicio",
    "medicamento",
    "ver",
    "the",
    "tbd",
    "misc",
    "miscellaneous",
    "disorder",
    "situation",
    "not",
    "specified",
    "documented",
    "confidential",
    "restricted",
    "sensitive",
    "confirmed",
    "active",
    "chronic",
    "history",
    "of",
];

/// Whether a text says what its code is: at least one word beyond the code itself and words that fit every code.
pub(super) fn says_something(text: &str, codes: &[&str]) -> bool {
    let of_codes: Vec<String> = codes
        .iter()
        .flat_map(|code| words(code))
        .map(|word| word.folded)
        .collect();
    words(text).iter().any(|word| {
        let letters = word.folded.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 2 && !EMPTY.contains(&word.folded.as_str()) && !of_codes.contains(&word.folded)
    })
}
