//! What do the lists of the labelling hold of each code system, where is it from, and what do they not hold?

use std::collections::BTreeMap;

use domain::catalogue::SensitiveTopic;

use super::{ingredients, lists, rows::lines, security, systems, terms};

/// What the lists hold of one code system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemCoverage {
    /// The name of the system in the lists.
    pub system: &'static str,
    /// Whether every code of it is harmless but for those of a topic.
    pub whole: bool,
    /// By how many spellings a sender can name it.
    pub spellings: usize,
    /// How many codes and classes of codes stand for each topic.
    pub topics: BTreeMap<&'static str, usize>,
    /// How many codes and classes of codes are harmless.
    pub harmless: usize,
}

/// What one list says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCoverage {
    /// The topic, or what the list is for.
    pub list: String,
    /// Codes and classes, words, or names.
    pub rows: usize,
    /// Where they are from.
    pub source: &'static str,
    /// Under which terms.
    pub licence: &'static str,
    /// What is complete.
    pub complete: &'static str,
    /// What is not; empty if the list does not say.
    pub incomplete: &'static str,
}

/// Returns what the lists hold of each system, in the order of the list of systems.
pub fn systems() -> Vec<SystemCoverage> {
    let mut all: Vec<SystemCoverage> = lines(systems::FILE).filter_map(system).collect();
    let mut count = |file: &'static str, topic: Option<SensitiveTopic>| {
        for columns in lines(file) {
            let held = columns
                .first()
                .and_then(|name| all.iter_mut().find(|one| one.system == *name));
            match (held, topic) {
                (Some(held), Some(topic)) => *held.topics.entry(topic.key()).or_default() += 1,
                (Some(held), None) => held.harmless += 1,
                (None, _) => {}
            }
        }
    };
    for (topic, file) in lists::FILES {
        count(file, Some(*topic));
    }
    count(lists::HARMLESS, None);
    all
}

fn system(columns: Vec<&'static str>) -> Option<SystemCoverage> {
    let [system, known, spellings] = columns.try_into().ok()?;
    Some(SystemCoverage {
        system,
        whole: known == "whole",
        spellings: spellings.split_whitespace().count(),
        ..SystemCoverage::default()
    })
}

/// Returns what each list says about itself.
pub fn lists() -> Vec<ListCoverage> {
    let codes = lists::FILES.iter();
    let codes = codes.map(|(topic, file)| {
        (
            format!("{}, codes", topic.key()),
            *file,
            lines(file).count(),
        )
    });
    let words = terms::FILES.iter();
    let words = words.map(|(topic, file)| {
        (
            format!("{}, words", topic.key()),
            *file,
            terms::lines(file).count(),
        )
    });
    let others = [
        ("harmless classes", lists::HARMLESS),
        ("harmless ingredients, by class", ingredients::HARMLESS),
        ("ingredients of a topic, by class", ingredients::SENSITIVE),
        ("labels of a sender", security::FILE),
        ("spellings of systems", systems::FILE),
    ];
    let others = others
        .into_iter()
        .map(|(name, file)| (name.to_owned(), file, lines(file).count()));
    let all = codes.chain(words).chain(others);
    all.map(|(list, file, rows)| ListCoverage {
        list,
        rows,
        source: said(file, "# Source: "),
        licence: said(file, "# Licence: "),
        complete: said(file, "# Complete: "),
        incomplete: said(file, "# Not complete: "),
    })
    .collect()
}

fn said(file: &'static str, what: &str) -> &'static str {
    file.lines()
        .find_map(|line| line.strip_prefix(what))
        .unwrap_or_default()
}
