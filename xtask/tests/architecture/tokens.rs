//! What stands in a Rust source, word by word: without comments, text literals and the tests at its end.

/// A word, `::`, or one other sign.
pub(crate) fn tokens(source: &str) -> Vec<String> {
    let shipped = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let signs: Vec<char> = shipped.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        let (length, counts) = next(rest);
        if counts {
            found.push(rest[..length].iter().collect());
        }
        at += length;
    }
    found
}

/// How long the next piece is, and whether it names anything.
fn next(rest: &[char]) -> (usize, bool) {
    match rest {
        ['/', '/', ..] => (until(rest, &['\n']), false),
        ['/', '*', ..] => (until(rest, &['*', '/']), false),
        ['r', '"', ..] => (1 + until(&rest[1..], &['"']), false),
        ['r', '#', '"', ..] => (until(rest, &['"', '#']), false),
        ['"', ..] => (text(rest), false),
        ['\'', '\\', _, ..] => (2 + until(&rest[2..], &['\'']), false),
        ['\'', _, '\'', ..] => (3, false),
        [':', ':', ..] => (2, true),
        [sign, ..] if is_part(*sign) => {
            (rest.iter().take_while(|sign| is_part(**sign)).count(), true)
        }
        [sign, ..] => (1, !sign.is_whitespace()),
        [] => (1, false),
    }
}

/// Up to the end of this mark, which does not count where the piece opens.
fn until(rest: &[char], mark: &[char]) -> usize {
    (1..rest.len())
        .find(|at| rest[*at..].starts_with(mark))
        .map_or(rest.len(), |at| at + mark.len())
}

fn text(rest: &[char]) -> usize {
    let mut escaped = true;
    for (at, sign) in rest.iter().enumerate() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_part(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs_come_one_by_one() {
        assert_eq!(
            tokens("use a::{b};"),
            ["use", "a", "::", "{", "b", "}", ";"]
        );
    }

    #[test]
    fn comments_and_texts_name_nothing() {
        let source = "x(\"a::b \\\" c::d\", r#\"e::\"f\"#, '\"', '\\'', /* g::h */ i); // j::k\nl";
        let found = tokens(source).join(" ");
        assert_eq!(found, "x ( , , , , i ) ; l");
    }

    #[test]
    fn a_lifetime_opens_no_text() {
        assert_eq!(tokens("&'a str").join(" "), "& ' a str");
    }
}
