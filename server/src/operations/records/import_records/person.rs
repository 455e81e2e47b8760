//! Are two Patient resources about the same person?

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::catalogue::ResourceType;

use super::draft::Draft;
use fhir::json::{Node, facts};

/// What tells persons apart.
#[derive(Debug, Default)]
pub(super) struct Person {
    identifiers: BTreeSet<(String, String)>,
    names: BTreeSet<String>,
    born: Option<String>,
}

impl Person {
    pub(super) fn of_body(body: &str) -> Self {
        Node::parse(body).map_or_else(|_| Self::default(), |root| Self::read(&root))
    }

    pub(super) fn read(root: &Node<'_>) -> Self {
        let identifiers = facts::identifiers(root).into_iter();
        let named = root.all(&["name"]);
        let parts = named.iter().flat_map(|name| {
            let parts = ["family", "given", "text"].into_iter();
            parts
                .flat_map(|part| name.all(&[part]))
                .filter_map(Node::text)
        });
        Self {
            identifiers: identifiers
                .map(|one| {
                    (
                        one.system.unwrap_or_default().to_owned(),
                        one.code.to_owned(),
                    )
                })
                .collect(),
            names: parts
                .flat_map(str::split_whitespace)
                .map(str::to_lowercase)
                .collect(),
            born: root.text_of("birthDate").map(str::to_owned),
        }
    }

    /// Whether it is evidently somebody else: nothing identifies both, and two of identifiers, name and birth date differ.
    ///
    /// One of them alone is corrected, or changes with a marriage.
    pub(super) fn is_another_than(&self, other: &Self) -> bool {
        if !self.identifiers.is_disjoint(&other.identifiers) {
            return false;
        }
        let differ = |one: &BTreeSet<String>, two: &BTreeSet<String>| {
            !one.is_empty() && !two.is_empty() && one.is_disjoint(two)
        };
        let identifiers = !self.identifiers.is_empty() && !other.identifiers.is_empty();
        let names = differ(&self.names, &other.names);
        let births = matches!((&self.born, &other.born), (Some(one), Some(two)) if one != two);
        [identifiers, names, births]
            .into_iter()
            .filter(|differs| *differs)
            .count()
            >= 2
    }
}

/// The birth date of an entry that is a Patient, if it is a whole day.
pub(super) fn born(draft: &Draft<'_>) -> Option<NaiveDate> {
    let is_patient = draft.key.kind == ResourceType::Patient;
    let written = draft.root.text_of("birthDate").filter(|_| is_patient);
    written?.parse().ok()
}
