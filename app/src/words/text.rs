//! Small joints of language: lists, counts, capitals, and the marks inside sentences.

use domain::language::Language;

/// "a, b and c".
pub fn list<S: AsRef<str>>(language: Language, items: &[S]) -> String {
    let and = match language {
        Language::English => "and",
        // Before an i-sound, "y" becomes "e": "visitas e imágenes".
        Language::Spanish
            if items
                .last()
                .is_some_and(|last| starts_with_i(last.as_ref())) =>
        {
            "e"
        }
        Language::Spanish => "y",
    };
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {and} {}", first.join(", "), last.as_ref())
        }
    }
}

fn starts_with_i(word: &str) -> bool {
    ["i", "í", "I", "Í", "hi", "hí"]
        .iter()
        .any(|start| word.starts_with(start))
        && !["hie", "hia"].iter().any(|start| word.starts_with(start))
}

/// The number with the word that fits it.
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What fills a hole of a sentence. Letters that are written from right to left would take the sentence around them along;
/// between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE they do not (UAX 9 §2.4.2), as `<bdi>` does for markup.
pub fn isolated(part: impl std::fmt::Display) -> String {
    let part = part.to_string();
    if part.contains(is_right_to_left) {
        format!("\u{2068}{part}\u{2069}")
    } else {
        part
    }
}

/// Letters of the blocks for scripts that are written from right to left, and their digits.
const fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// The sentence without its marks, as it is read.
pub fn plain(text: &str) -> String {
    text.replace("**", "").replace('~', "")
}

/// A stretch of a sentence between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Plain(&'a str),
    Strong(&'a str),
    OneLine(&'a str),
}

/// The sentence cut at its marks.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    for (index, strong) in text.split("**").enumerate() {
        for (inner, piece) in strong
            .split('~')
            .enumerate()
            .filter(|(_, piece)| !piece.is_empty())
        {
            found.push(match (index % 2, inner % 2) {
                (1, _) => Piece::Strong(piece),
                (_, 1) => Piece::OneLine(piece),
                _ => Piece::Plain(piece),
            });
        }
    }
    found
}

/// What stands in a hole when sentences are measured.
#[cfg(test)]
pub fn example(language: Language, hole: &str) -> &'static str {
    match (hole, language) {
        ("app", _) => "Sugar Coach",
        ("maker", _) => "Fieldnote Labs",
        ("person", _) => "Maria",
        ("helper", _) => "Ana",
        ("organisation", _) => "Lakeside",
        ("phone", _) => "555-0142",
        ("code", _) => "C-7K3F",
        ("time", _) => "14:23",
        ("n" | "years" | "days" | "rule" | "version", _) => "7",
        ("kind" | "kinds" | "what", Language::English) => "lab results",
        ("kind" | "kinds" | "what", Language::Spanish) => "laboratorio",
        ("purpose", Language::English) => "self-care",
        ("purpose", Language::Spanish) => "cuidarse",
        (_, Language::English) => "30 July",
        (_, Language::Spanish) => "30 de julio",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_joined_the_way_people_say_it() {
        assert_eq!(list(Language::English, &["a", "b", "c"]), "a, b and c");
        assert_eq!(
            list(Language::Spanish, &["visitas", "imágenes"]),
            "visitas e imágenes"
        );
        assert_eq!(list::<&str>(Language::English, &[]), "");
    }

    #[test]
    fn a_part_that_runs_the_other_way_takes_nothing_along() {
        assert_eq!(isolated("Maria"), "Maria");
        assert_eq!(isolated("مريم"), "\u{2068}مريم\u{2069}");
        assert_eq!(isolated(7), "7");
    }

    #[test]
    fn marks_cut_a_sentence_and_vanish_when_it_is_read() {
        let sentence = "It may **keep** it until ~30 July~.";
        let cut = [
            Piece::Plain("It may "),
            Piece::Strong("keep"),
            Piece::Plain(" it until "),
            Piece::OneLine("30 July"),
            Piece::Plain("."),
        ];
        assert_eq!(pieces(sentence), cut);
        assert_eq!(plain(sentence), "It may keep it until 30 July.");
    }
}
