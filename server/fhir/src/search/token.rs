//! Token parameters: `code`, `system|code`, `|code`, `system|`, and the list rules they share (FHIR R4 §3.1.1.5.5).

/// Which code systems an alternative accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemMatch {
    Any,
    /// `|code`: the coding names no system.
    Missing,
    Only(String),
}

/// One alternative of a token parameter. It always asks for a system, a code or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchToken {
    pub system: SystemMatch,
    pub code: Option<String>,
}

impl SearchToken {
    pub fn parse(text: &str) -> Option<Self> {
        let (system, code) = match find_unescaped(text, '|') {
            Some(at) => (Some(unescape(&text[..at])?), unescape(&text[at + 1..])?),
            None => (None, unescape(text)?),
        };
        let code = (!code.is_empty()).then_some(code);
        let system = match system {
            None => SystemMatch::Any,
            Some(system) if system.is_empty() => SystemMatch::Missing,
            Some(system) => SystemMatch::Only(system),
        };
        let says_something = code.is_some() || matches!(system, SystemMatch::Only(_));
        says_something.then_some(Self { system, code })
    }
}

/// The alternatives of a value: split at commas that are not escaped (FHIR R4 §3.1.1.4.1).
pub(super) fn alternatives(value: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let text = rest?;
        let at = find_unescaped(text, ',');
        rest = at.map(|at| &text[at + 1..]);
        Some(&text[..at.unwrap_or(text.len())])
    })
}

fn find_unescaped(text: &str, wanted: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, character)| {
        let found = character == wanted && !escaped;
        escaped = character == '\\' && !escaped;
        found.then_some(at)
    })
}

/// `None` for a backslash before anything but the characters that need one.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => characters
                .next()
                .filter(|next| matches!(next, '\\' | ',' | '|' | '$'))?,
            other => other,
        });
    }
    Some(plain)
}
