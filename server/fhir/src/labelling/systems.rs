//! Which code system does a sender mean? The spellings are read from `classes/systems.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rows::lines;

pub(super) const FILE: &str = include_str!("classes/systems.csv");

/// A code system that the lists know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct System(usize);

/// What a sender's word for a system tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A spelling that the list holds.
    As(System),
    /// An address that the list does not hold, with the name of a system in it. Enough to hide, not to release.
    Like(System),
    /// No system was named.
    None,
    Unknown,
}

struct Row {
    name: &'static str,
    /// Every code is harmless, but for those on a topic's list.
    whole: bool,
}

#[derive(Default)]
struct Systems {
    rows: Vec<Row>,
    spelled: HashMap<String, System>,
    /// Spellings with any end.
    begun: Vec<(String, System)>,
}

static SYSTEMS: LazyLock<Systems> = LazyLock::new(|| {
    let mut systems = Systems::default();
    for columns in lines(FILE) {
        if let [name, known, spellings] = columns[..] {
            let system = System(systems.rows.len());
            let whole = known == "whole";
            systems.rows.push(Row { name, whole });
            for spelling in spellings.split_whitespace().flat_map(spelled_out) {
                match spelling.strip_suffix('*') {
                    Some(beginning) => systems.begun.push((beginning.to_owned(), system)),
                    None => _ = systems.spelled.entry(spelling).or_insert(system),
                }
            }
        }
    }
    systems
        .begun
        .sort_by_key(|(beginning, _)| std::cmp::Reverse(beginning.len()));
    systems
});

/// `hl7:NAME` stands for every address that HL7 gave a system of its own: R4's, STU3's, and those of v2 and v3 before.
fn spelled_out(spelling: &str) -> Vec<String> {
    let lower = spelling.to_lowercase();
    let Some(name) = lower.strip_prefix("hl7:") else {
        return vec![lower];
    };
    let mut all = vec![
        format!("terminology.hl7.org/codesystem/{name}"),
        format!("hl7.org/fhir/codesystem/{name}"),
        format!("hl7.org/fhir/{name}"),
        format!("build.fhir.org/{name}"),
    ];
    if let Some(name) = name.strip_prefix("v3-") {
        all.push(format!("hl7.org/fhir/v3/{name}"));
        all.push(format!("hl7.org/fhir/v3/vs/{name}"));
    }
    if let Some(table) = name.strip_prefix("v2-") {
        all.push(format!("hl7.org/fhir/v2/{table}"));
        all.push(format!("hl7{table}"));
    }
    all
}

impl System {
    /// The system of that name in the lists.
    pub(super) fn named(name: &str) -> Option<Self> {
        SYSTEMS
            .rows
            .iter()
            .position(|row| row.name == name)
            .map(Self)
    }

    pub(super) fn name(self) -> &'static str {
        SYSTEMS.rows[self.0].name
    }

    pub(super) fn is_whole(self) -> bool {
        SYSTEMS.rows[self.0].whole
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..SYSTEMS.rows.len()).map(Self)
    }

    /// Whether a longer code is a kind of the shorter one that it begins with.
    pub(super) fn has_subdivisions(self) -> bool {
        matches!(self.name(), "icd9" | "icd9proc" | "icd10" | "icd11")
    }

    /// Whether its codes name packs and products.
    pub(super) fn names_products(self, code: &str) -> bool {
        match self.name() {
            "rxnorm" | "ndc" | "unii" => true,
            "hcpcs" => code.starts_with(['J', 'j']),
            _ => false,
        }
    }

    /// The codes of which a code is made: a cluster of ICD-11 (`1C62&XN8LS/ME05`), an expression of SNOMED CT
    /// (`64572001:246075003=19030005`), whose concepts may carry their terms behind them (`86406008 |HIV infection|`).
    pub(super) fn joined(self, code: &str) -> Vec<&str> {
        let parts: Vec<&str> = match self.name() {
            "icd11" => code.split(['&', '/']).collect(),
            "snomed" => code
                .split('|')
                .step_by(2)
                .flat_map(|ids| ids.split(|c: char| !(c.is_alphanumeric() || is_unprinted(c))))
                .collect(),
            _ => return vec![code],
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }

    /// A code as it is compared: ICD is written with and without its dot, in both cases, with marks behind it.
    pub(super) fn spell(self, code: &str) -> String {
        let code: String = code.nfkc_trimmed();
        match self.name() {
            "icd9" | "icd9proc" | "icd10" | "icd10pcs" | "icd11" => code
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_uppercase(),
            // Modifiers follow the code.
            "cpt" | "hcpcs" => code
                .split(['-', ' ', ':', ','])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase(),
            "loinc" | "atc" | "nucc" | "v2-0074" | "v2-0069" | "actcode" | "confidentiality"
            | "observationvalue" => code.to_ascii_uppercase(),
            _ => code,
        }
    }
}

fn is_unprinted(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

trait Spelling {
    fn nfkc_trimmed(&self) -> String;
}

impl Spelling for str {
    fn nfkc_trimmed(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        self.nfkc()
            .filter(|c| !is_unprinted(*c))
            .collect::<String>()
            .trim()
            .to_owned()
    }
}

/// The system that a sender names.
pub(super) fn named(system: Option<&str>) -> Named {
    let Some(written) = system.map(normal).filter(|system| !system.is_empty()) else {
        return Named::None;
    };
    let letters: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let spelled = |one: &str| SYSTEMS.spelled.get(one).copied();
    if let Some(system) = spelled(&written).or_else(|| spelled(&letters)) {
        return Named::As(system);
    }
    let begun = |(beginning, _): &&(String, System)| written.starts_with(beginning.as_str());
    if let Some((_, system)) = SYSTEMS.begun.iter().find(begun) {
        return Named::As(*system);
    }
    like(&letters).map_or(Named::Unknown, Named::Like)
}

fn like(letters: &str) -> Option<System> {
    const NAMES: &[(&str, &str)] = &[
        ("icd10pcs", "icd10pcs"),
        ("icd10", "icd10"),
        ("cie10", "icd10"),
        ("icd9cmproc", "icd9proc"),
        ("icd9proc", "icd9proc"),
        ("icd9", "icd9"),
        ("cie9", "icd9"),
        ("icd11", "icd11"),
        ("snomed", "snomed"),
        ("loinc", "loinc"),
        ("rxnorm", "rxnorm"),
        ("hcpcs", "hcpcs"),
        ("cpt", "cpt"),
        ("msdrg", "msdrg"),
        ("whocc", "atc"),
        ("nationaldrugcode", "ndc"),
        ("actcode", "actcode"),
        ("confidentiality", "confidentiality"),
    ];
    let named = NAMES.iter().find(|(part, _)| letters.contains(part))?;
    System::named(named.1)
}

/// An address without what differs between its spellings.
fn normal(system: &str) -> String {
    let lower = system.nfkc_trimmed().to_lowercase();
    let mut rest = lower.split('|').next().unwrap_or_default();
    for prefix in ["urn:oid:", "oid:", "urn:", "http://", "https://", "www."] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    rest.trim_end_matches(['/', '#']).to_owned()
}
