//! Which topics does a code stand for, and is it in a class that is harmless as a whole? The answers are read from
//! `topics/*.csv` and `classes/harmless.csv`.
//!
//! Each line is `system,code,display,source`. A code that ends in `*` stands for all codes that begin like it, `A50..A64`
//! for all that begin with something between the two, and `?` for any one character.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::{SensitiveTopic, TopicSet};

use super::rows::lines;
use super::systems::{Named, System};

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

/// The classes that are harmless as a whole.
pub(super) const HARMLESS: &str = include_str!("classes/harmless.csv");

/// What a line's code stands for.
#[derive(Debug, Clone)]
enum Codes {
    Range(String, String),
    Like(Vec<char>),
    Begun(String),
}

impl Codes {
    fn hold(&self, code: &str) -> bool {
        match self {
            Self::Begun(beginning) => code.starts_with(beginning.as_str()),
            Self::Range(first, last) => code
                .get(..first.len())
                .is_some_and(|start| first.as_str() <= start && start <= last.as_str()),
            Self::Like(pattern) => {
                let mut code = code.chars();
                pattern
                    .iter()
                    .all(|wanted| code.next().is_some_and(|c| *wanted == '?' || *wanted == c))
            }
        }
    }
}

/// Codes of one kind: of a topic, or harmless.
#[derive(Default)]
struct Table<T> {
    exact: HashMap<(System, String), T>,
    classes: HashMap<System, Vec<(Codes, T)>>,
}

impl<T: Copy> Table<T> {
    fn insert(&mut self, (system, code): (&str, &str), value: T, join: impl Fn(T, T) -> T) {
        let Some(system) = System::named(system) else {
            return;
        };
        let codes = if let Some((first, last)) = code.split_once("..") {
            Codes::Range(system.spell(first), system.spell(last))
        } else if code.contains('?') {
            let pattern = code.trim_end_matches('*').replace('.', "");
            Codes::Like(pattern.chars().collect())
        } else if let Some(beginning) = code.strip_suffix('*') {
            Codes::Begun(system.spell(beginning))
        } else if system.has_subdivisions() {
            Codes::Begun(system.spell(code))
        } else {
            let entry = self.exact.entry((system, system.spell(code)));
            entry
                .and_modify(|known| *known = join(*known, value))
                .or_insert(value);
            return;
        };
        self.classes.entry(system).or_default().push((codes, value));
    }

    fn find(&self, system: System, code: &str) -> impl Iterator<Item = T> {
        let code = system.spell(code);
        let classes = self.classes.get(&system).into_iter().flatten();
        let held: Vec<T> = classes
            .filter(|(codes, _)| codes.hold(&code))
            .map(|(_, value)| *value)
            .collect();
        let exact = self.exact.get(&(system, code)).copied();
        exact.into_iter().chain(held)
    }
}

static TOPICS: LazyLock<Table<TopicSet>> = LazyLock::new(|| {
    let mut table = Table::default();
    for (topic, file) in FILES {
        for columns in lines(file) {
            if let [system, code, ..] = columns[..] {
                table.insert((system, code), TopicSet::of(*topic), TopicSet::union);
            }
        }
    }
    table
});

static CLASSES: LazyLock<Table<()>> = LazyLock::new(|| {
    let mut table = Table::default();
    for columns in lines(HARMLESS) {
        if let [system, code, ..] = columns[..] {
            table.insert((system, code), (), |(), ()| ());
        }
    }
    table
});

/// No code on the lists is longer; a code of a megabyte is not worth a search.
const LONGEST: usize = 64;

/// The topics of a code. A code without a system is one of any system; with words beside it, a bare number is one of the
/// systems that list single numbers.
pub(super) fn topics(system: Named, code: &str, with_words: bool) -> TopicSet {
    if code.len() > LONGEST {
        return TopicSet::EMPTY;
    }
    match system {
        Named::As(system) | Named::Like(system) => listed(system, code),
        Named::Unknown => of_any(|system| is_distinctive(system, code), code),
        Named::None => {
            let number = code.trim().chars().all(|c| c.is_ascii_digit());
            let by_range = |system: System| number && with_words && is_numbered(system, code);
            let other = |system: System| is_loinc(code) && system.name() != "loinc";
            of_any(
                |system| !(is_short(system) || by_range(system) || other(system)),
                code,
            )
        }
    }
}

fn of_any(may_be: impl Fn(System) -> bool, code: &str) -> TopicSet {
    System::all()
        .filter(|system| has_shape(*system, code) && may_be(*system))
        .fold(TopicSet::EMPTY, |all, system| {
            all.union(listed(system, code))
        })
}

fn listed(system: System, code: &str) -> TopicSet {
    let parts = system.joined(code).into_iter();
    parts
        .flat_map(|part| TOPICS.find(system, part))
        .fold(TopicSet::EMPTY, TopicSet::union)
}

/// Whether a code can hardly be one of another system: a local list may have an `F20` of its own, but no `F20.0`.
fn is_distinctive(system: System, code: &str) -> bool {
    let code = code.trim();
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match system.name() {
        "icd10" => code.find('.') == Some(3),
        "snomed" => code.len() >= 8 && digits(code),
        "loinc" => is_loinc(code),
        _ => false,
    }
}

/// Whether a code is a number and its check digit, as those of LOINC are and those of no other system.
fn is_loinc(code: &str) -> bool {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    code.trim().split_once('-').is_some_and(|(number, check)| {
        number.len() >= 3 && check.len() == 1 && digits(number) && digits(check)
    })
}

/// Systems of a form, whose codes of two or three characters mean something else everywhere else.
fn is_short(system: System) -> bool {
    matches!(
        system.name(),
        "x12-service-type"
            | "benefit-category"
            | "nubc-discharge"
            | "v2-0487"
            | "hl7-v2"
            | "hl7-administrative"
    )
}

/// Systems whose classes are ranges of short numbers, which any local number falls into.
fn is_numbered(system: System, code: &str) -> bool {
    match system.name() {
        "icd9" => !code.trim().starts_with('0'),
        "cpt" | "msdrg" | "pos" | "nubc-revenue" | "icd11" | "icd9proc" | "icd10pcs" | "cvx" => {
            true
        }
        _ => false,
    }
}

/// Whether a code is harmless by its class alone.
pub(super) fn is_harmless(system: Named, code: &str) -> bool {
    match system {
        _ if code.len() > LONGEST || code.trim().is_empty() => false,
        Named::As(system) => {
            let parts = system.joined(code);
            !parts.is_empty() && parts.iter().all(|part| is_in_class(system, part))
        }
        _ => false,
    }
}

fn is_in_class(system: System, code: &str) -> bool {
    (system.is_whole() || CLASSES.find(system, code).next().is_some())
        && TOPICS.find(system, code).next().is_none()
        && has_shape(system, code)
}

/// Whether a code looks like one of its system: what does not is no member of a class.
fn has_shape(system: System, code: &str) -> bool {
    let code = system.spell(code);
    let digits = |text: Option<&str>| {
        text.is_some_and(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()))
    };
    match system.name() {
        // The third character is a digit but in a few blocks of ICD-10-CM, such as C7A and O9A.
        "icd10" => {
            (3..=7).contains(&code.len())
                && digits(code.get(1..2))
                && (digits(code.get(2..3)) || matches!(code.get(2..3), Some("A" | "B")))
        }
        "icd9" => (3..=5).contains(&code.len()) && digits(code.get(1..)),
        "icd9proc" => (2..=4).contains(&code.len()) && digits(Some(&code)),
        "icd10pcs" => code.len() == 7,
        "cpt" => code.len() == 5 && digits(code.get(..4)),
        "hcpcs" => code.len() == 5 && digits(code.get(1..)),
        "msdrg" => code.len() == 3 && digits(Some(&code)),
        "pos" => code.len() == 2 && digits(Some(&code)),
        "atc" => (3..=7).contains(&code.len()),
        "nucc" => code.len() == 10 && code.ends_with('X'),
        "x12-service-type" => code.len() <= 2,
        "cvx" => code.len() <= 3 && digits(Some(&code)),
        _ => true,
    }
}
