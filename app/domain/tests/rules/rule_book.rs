//! Do the rule book and the code name the same rules and the same reasons?

use std::collections::{BTreeMap, BTreeSet};

use domain::decision::Reason;

const BOOK: &str = include_str!("../../docs/rules.md");
const NOT_BUILT: &str = "not built yet";

/// The reasons under each heading `## Rule N: …`, by key, with what is said of them.
fn rules(book: &str) -> BTreeMap<u8, Vec<(&str, &str)>> {
    let mut rules = BTreeMap::new();
    let mut current = None;
    for line in book.lines() {
        if line.starts_with('#') {
            current = line
                .strip_prefix("## Rule ")
                .and_then(|title| title.split_once(": "))
                .and_then(|(number, _)| number.parse::<u8>().ok());
            current.map(|number| rules.insert(number, Vec::new()));
        } else if let (Some(number), Some(reason)) = (current, reason(line)) {
            rules.entry(number).or_default().push(reason);
        }
    }
    rules
}

fn reason(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("- `")?.split_once("`: ")
}

#[test]
fn there_are_fifteen_rules() {
    assert!(rules(BOOK).into_keys().eq(1..=15));
}

#[test]
fn every_reason_stands_under_the_heading_of_its_rule() {
    let rules = rules(BOOK);
    for reason in Reason::ALL.iter().copied() {
        let listed = &rules[&reason.rule()];
        let found = listed.iter().filter(|(key, _)| *key == reason.key());
        assert_eq!(found.count(), 1, "{reason:?}");
    }
}

#[test]
fn every_heading_has_a_reason_of_the_code_or_says_that_it_is_not_built() {
    for (number, listed) in rules(BOOK) {
        assert!(!listed.is_empty(), "rule {number} names no reason");
        for (key, said) in listed {
            let rule = Reason::from_key(key).map(Reason::rule);
            let planned = said.starts_with(NOT_BUILT);
            assert!(rule == Some(number) || planned, "rule {number}: {key}");
        }
    }
}

#[test]
fn a_heading_without_a_reason_is_noticed() {
    let rules =
        rules("## Rule 1: token\n\n- `gone`: no such reason.\n\n## Words\n- `x`: no rule.\n");
    assert_eq!(
        rules,
        BTreeMap::from([(1, vec![("gone", "no such reason.")])])
    );
    assert_eq!(Reason::from_key("gone"), None);
}

#[test]
fn no_heading_stands_twice() {
    let headings = BOOK.lines().filter(|line| line.starts_with('#'));
    let mut seen = BTreeSet::new();
    assert!(headings.into_iter().all(|heading| seen.insert(heading)));
}
