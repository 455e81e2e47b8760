//! The values of parameters: alternatives, each read or refused with what would be right.

use super::{
    Criterion, DateMatch, Element, Holds, MAX_COUNT, SearchError, SearchToken, SearchTokenField,
    SystemMatch, Target, folded,
    token::{alternatives, unescape},
};

/// The alternatives of one parameter are bounded, as everything that becomes SQL is.
const MAX_ALTERNATIVES: usize = 200;
pub(super) const TOKEN: &str = "a code is named as code, system|code or |code";
pub(super) const DATE: &str = "a date is written as 2026, 2026-04, 2026-04-01 or with a time, after eq, ne, gt, lt, ge, le, sa or eb";

const TEXT: &str =
    "a text is at least one letter, and a backslash stands only before one of \\ , | $";
const REFERENCE: &str = "a record is named by its id, as Type/id, or by its address on this server";
const CANONICAL: &str = "a definition is named by its address";

pub(super) const fn malformed(parameter: &'static str, problem: &'static str) -> SearchError {
    SearchError::Malformed { parameter, problem }
}

pub(super) fn list<T>(
    parameter: &'static str,
    value: &str,
    problem: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, SearchError> {
    let items: Option<Vec<T>> = alternatives(value)
        .take(MAX_ALTERNATIVES + 1)
        .map(|text| read(text.trim()))
        .collect();
    let items = items.ok_or(malformed(parameter, problem))?;
    if items.len() > MAX_ALTERNATIVES {
        return Err(malformed(parameter, "it has more than 200 alternatives"));
    }
    Ok(items)
}

/// How a text begins, as it is compared.
fn text(written: &str) -> Option<String> {
    unescape(written)
        .map(|text| folded(&text))
        .filter(|text| !text.is_empty())
}

pub(super) fn tokens(
    parameter: &'static str,
    value: &str,
    field: SearchTokenField,
) -> Result<Criterion, SearchError> {
    Ok(Criterion::Token(
        field,
        list(parameter, value, TOKEN, SearchToken::parse)?,
    ))
}

/// What an element must hold. `base` is the address of this server.
pub(super) fn element(
    name: &'static str,
    element: Element,
    value: &str,
    base: &str,
) -> Result<Criterion, SearchError> {
    let stored = element.name;
    Ok(match element.holds {
        Holds::Concept | Holds::Code(_) => tokens(name, value, SearchTokenField::Element(stored))?,
        Holds::Date => Criterion::DateOf(stored, list(name, value, DATE, DateMatch::parse)?),
        Holds::Text => Criterion::Text(stored, list(name, value, TEXT, text)?),
        Holds::Reference => {
            let read = |text: &str| Target::parse(text, base);
            Criterion::Reference(stored, list(name, value, REFERENCE, read)?)
        }
        Holds::Canonical => {
            let read = |text: &str| {
                Some(SearchToken {
                    system: SystemMatch::Missing,
                    code: Some(unescape(text).filter(|address| !address.is_empty())?),
                })
            };
            let addresses = list(name, value, CANONICAL, read)?;
            Criterion::Token(SearchTokenField::Element(stored), addresses)
        }
    })
}

pub(super) fn count(value: &str) -> Result<u32, SearchError> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed("_count", "it is a whole number from 0"));
    }
    // More digits than fit are simply a lot.
    Ok(value.parse().unwrap_or(MAX_COUNT).min(MAX_COUNT))
}

pub(super) fn shortened(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_control())
        .take(40)
        .collect()
}
