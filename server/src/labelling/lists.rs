//! Which topics does a code stand for? Read from `topics/*.csv`.
//!
//! Each line is `system,code,display,source`. A code that ends in `*` stands for all codes that
//! begin like it, as in ICD-10's chapters.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::{SensitiveTopic, TopicSet};

/// The lists, by topic.
pub(super) const FILES: &[(SensitiveTopic, &str)] = &[
    (
        SensitiveTopic::MentalHealth,
        include_str!("topics/mental-health.csv"),
    ),
    (
        SensitiveTopic::PsychotherapyNotes,
        include_str!("topics/psychotherapy-notes.csv"),
    ),
    (
        SensitiveTopic::SubstanceUse,
        include_str!("topics/substance-use.csv"),
    ),
    (
        SensitiveTopic::SexualReproductive,
        include_str!("topics/sexual-reproductive.csv"),
    ),
    (SensitiveTopic::Hiv, include_str!("topics/hiv.csv")),
    (
        SensitiveTopic::Genetics,
        include_str!("topics/genetics.csv"),
    ),
    (
        SensitiveTopic::Violence,
        include_str!("topics/violence.csv"),
    ),
];

/// One line of a list, as far as labelling needs it.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    system: &'a str,
    code: &'a str,
}

/// The lines of a list, without its heading, split into their columns.
pub(super) fn lines(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines()
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
}

fn rows(file: &str) -> impl Iterator<Item = Row<'_>> {
    lines(file).filter_map(|columns| match columns[..] {
        [system, code, _display, _source] => Some(Row { system, code }),
        _ => None,
    })
}

#[derive(Default)]
struct Index {
    exact: HashMap<(System, String), TopicSet>,
    /// By prefix; `longest` bounds the search.
    prefix: HashMap<(System, String), TopicSet>,
    longest: usize,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for (topic, file) in FILES {
        for row in rows(file) {
            index.insert(*topic, row);
        }
    }
    index
});

impl Index {
    fn insert(&mut self, topic: SensitiveTopic, row: Row<'_>) {
        let Some(system) = System::named(row.system) else {
            return;
        };
        let code = system.spell(row.code.trim_end_matches('*'));
        let table = if row.code.ends_with('*') {
            self.longest = self.longest.max(code.len());
            &mut self.prefix
        } else {
            &mut self.exact
        };
        table.entry((system, code)).or_default().insert(topic);
    }

    fn find(&self, system: System, code: &str) -> TopicSet {
        let mut key = (system, system.spell(code));
        let mut topics = self.exact.get(&key).copied().unwrap_or_default();
        while !key.1.is_empty() {
            if key.1.len() <= self.longest {
                topics = topics.union(self.prefix.get(&key).copied().unwrap_or_default());
            }
            key.1.pop();
        }
        topics
    }
}

/// The topics of a code.
pub(super) fn find(system: Option<&str>, code: &str) -> TopicSet {
    // No code on our lists is longer; a code of a megabyte is not worth a search.
    if code.len() > 64 {
        return TopicSet::EMPTY;
    }
    system
        .and_then(System::of_uri)
        .map_or(TopicSet::EMPTY, |system| INDEX.find(system, code))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum System {
    Snomed,
    Icd10,
    Loinc,
    RxNorm,
    ActCode,
}

impl System {
    /// The name used in the lists.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "snomed" => Self::Snomed,
            "icd10" => Self::Icd10,
            "loinc" => Self::Loinc,
            "rxnorm" => Self::RxNorm,
            "actcode" => Self::ActCode,
            _ => return None,
        })
    }

    /// The addresses that R4 and the HL7 OID registry give these systems.
    fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('/');
        Some(match uri {
            "http://snomed.info/sct" | "urn:oid:2.16.840.1.113883.6.96" => Self::Snomed,
            "http://loinc.org" | "urn:oid:2.16.840.1.113883.6.1" => Self::Loinc,
            "http://www.nlm.nih.gov/research/umls/rxnorm" | "urn:oid:2.16.840.1.113883.6.88" => {
                Self::RxNorm
            }
            "http://terminology.hl7.org/CodeSystem/v3-ActCode" => Self::ActCode,
            "urn:oid:2.16.840.1.113883.6.90" | "urn:oid:2.16.840.1.113883.6.3" => Self::Icd10,
            _ if uri.starts_with("http://hl7.org/fhir/sid/icd-10") => Self::Icd10,
            _ if uri.starts_with("http://snomed.info/sct/") => Self::Snomed,
            _ => return None,
        })
    }

    /// ICD-10 is written with and without its dot.
    fn spell(self, code: &str) -> String {
        match self {
            Self::Icd10 => code.replace('.', "").to_ascii_uppercase(),
            _ => code.to_owned(),
        }
    }
}
