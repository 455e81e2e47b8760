//! Which `category` codes put a resource of a split type into which data category?

use super::code_system::{self as system, is_same};
use super::{CategorySet, DataCategory, ResourceType};

/// One coding of a resource's `category`, or of a scope's `?category=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<'a> {
    /// `None` matches the code in every system.
    pub system: Option<&'a str>,
    /// The code, compared letter by letter.
    pub code: &'a str,
}

/// A code that puts a resource of one type into one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryCode {
    /// The type that the code splits.
    pub resource: ResourceType,
    /// One of [`code_system`](super::code_system).
    pub system: &'static str,
    /// The code in that system.
    pub code: &'static str,
    /// Where a resource with this code belongs.
    pub category: DataCategory,
}

const fn code(
    resource: ResourceType,
    system: &'static str,
    code: &'static str,
    category: DataCategory,
) -> CategoryCode {
    CategoryCode {
        resource,
        system,
        code,
        category,
    }
}

/// Every code that splits a resource type. Those of Observation, Condition and DiagnosticReport are named by US Core.
pub const CODES: &[CategoryCode] = {
    use DataCategory as C;
    use ResourceType::{Condition, DiagnosticReport, Observation};
    &[
        code(
            Condition,
            system::CONDITION,
            "problem-list-item",
            C::Problems,
        ),
        code(
            Condition,
            system::CONDITION,
            "encounter-diagnosis",
            C::VisitDiagnoses,
        ),
        code(
            Condition,
            system::US_CORE_CONDITION,
            "health-concern",
            C::HealthConcerns,
        ),
        code(
            Observation,
            system::OBSERVATION,
            "laboratory",
            C::LabResults,
        ),
        code(
            Observation,
            system::OBSERVATION,
            "vital-signs",
            C::VitalSigns,
        ),
        code(
            Observation,
            system::OBSERVATION,
            "social-history",
            C::SocialHistory,
        ),
        code(Observation, system::US_CORE, "sdoh", C::SocialNeeds),
        code(Observation, system::OBSERVATION, "survey", C::Surveys),
        code(Observation, system::OBSERVATION, "imaging", C::Imaging),
        code(Observation, system::OBSERVATION, "exam", C::Tests),
        code(Observation, system::OBSERVATION, "procedure", C::Tests),
        code(Observation, system::OBSERVATION, "therapy", C::Tests),
        code(Observation, system::OBSERVATION, "activity", C::Tests),
        code(
            DiagnosticReport,
            system::DIAGNOSTIC_SERVICE,
            "LAB",
            C::LabResults,
        ),
        code(
            DiagnosticReport,
            system::DIAGNOSTIC_SERVICE,
            "RAD",
            C::Imaging,
        ),
        code(DiagnosticReport, system::LOINC, "LP29684-5", C::VisitNotes),
        code(DiagnosticReport, system::LOINC, "LP29708-2", C::VisitNotes),
        code(DiagnosticReport, system::LOINC, "LP7839-6", C::VisitNotes),
    ]
};

impl DataCategory {
    /// Returns the `category` codes by which resources of this type belong here. None for a type that holds one
    /// category only, and for the category of resources without a known code.
    pub fn codes(self, resource: ResourceType) -> impl Iterator<Item = &'static CategoryCode> {
        CODES
            .iter()
            .filter(move |row| row.category == self && row.resource == resource)
    }
}

impl CategorySet {
    /// The categories that one resource belongs to, by its type and the codes in its `category`.
    ///
    /// It belongs to each of them, and every one must be granted. A directory resource and `Provenance` belong to none.
    /// Where no code maps to a category it may be of any that its type can be of: a catch-all is never a grant.
    pub fn classify<'a>(resource: ResourceType, codes: impl IntoIterator<Item = Code<'a>>) -> Self {
        let possible = Self::of_resource(resource);
        if possible.len() <= 1 {
            return possible;
        }
        let mut uncoded = true;
        let found: Self = codes
            .into_iter()
            .inspect(|_| uncoded = false)
            .filter_map(|code| category_of_code(resource, code))
            .collect();
        match (found.is_empty(), uncoded) {
            (false, _) => found,
            (true, true) => Self::uncoded(resource),
            (true, false) => possible,
        }
    }

    /// Where resources of a split type go that carry no code. A report that does not say its service can be any.
    fn uncoded(resource: ResourceType) -> Self {
        match resource {
            ResourceType::Condition => Self::of(DataCategory::Problems),
            ResourceType::Observation => Self::of(DataCategory::Tests),
            other => Self::of_resource(other),
        }
    }
}

/// The category that a code puts a resource of this type into. A code without a system matches by code alone.
pub fn category_of_code(resource: ResourceType, code: Code<'_>) -> Option<DataCategory> {
    let split = CODES.iter().find(|row| {
        row.resource == resource
            && row.code == code.code
            && code.system.is_none_or(|system| is_same(row.system, system))
    });
    let row = split.map(|row| row.category);
    row.or_else(|| category_beside(resource, code))
}

/// The services of HL7 v2 table 0074 beside `LAB` and `RAD`, and the kinds of notes of the LOINC document ontology.
const REPORTS: &[(&str, DataCategory, &[&str])] = &[
    (
        system::DIAGNOSTIC_SERVICE,
        DataCategory::LabResults,
        &[
            "BG", "BLB", "CG", "CH", "CP", "GE", "HM", "IMM", "LAB", "MB", "MCB", "MYC", "OSL",
            "PAR", "PAT", "SP", "SR", "TX", "URN", "VR",
        ],
    ),
    (
        system::DIAGNOSTIC_SERVICE,
        DataCategory::Imaging,
        &[
            "CT", "CUS", "NMR", "NMS", "OUS", "RAD", "RUS", "RX", "VUS", "XRC",
        ],
    ),
    // Written reports of examinations, as US Core has those of cardiology: ECG, EEG, breathing, hearing, therapies.
    (
        system::DIAGNOSTIC_SERVICE,
        DataCategory::VisitNotes,
        &[
            "AU", "CTH", "EC", "EN", "ICU", "NRS", "OT", "PF", "PHY", "PT", "RC",
        ],
    ),
    (
        system::LOINC,
        DataCategory::VisitNotes,
        &[
            "11488-4", "11504-8", "11506-3", "18748-4", "18761-7", "18776-5", "18842-5", "28570-0",
            "34105-7", "34109-9", "34111-5", "34117-2", "34133-9", "34746-8", "51847-2", "51848-0",
            "57133-1", "68608-9",
        ],
    ),
    (
        system::LOINC,
        DataCategory::LabResults,
        &["11502-2", "26436-6", "26438-2"],
    ),
];

/// The kinds of Observation that US Core names beside R4's, and how R4's are misspelt.
const OBSERVATIONS: &[(&str, DataCategory)] = &[
    ("vital-sign", DataCategory::VitalSigns),
    ("vitals", DataCategory::VitalSigns),
    ("lab", DataCategory::LabResults),
    ("labs", DataCategory::LabResults),
    ("surveys", DataCategory::Surveys),
    ("exams", DataCategory::Tests),
    ("procedures", DataCategory::Tests),
    ("clinical-test", DataCategory::Tests),
    ("functional-status", DataCategory::Surveys),
    ("disability-status", DataCategory::Surveys),
    ("cognitive-status", DataCategory::Surveys),
    ("care-experience-preference", DataCategory::Surveys),
    ("treatment-intervention-preference", DataCategory::Surveys),
];

fn category_beside(resource: ResourceType, code: Code<'_>) -> Option<DataCategory> {
    if resource == ResourceType::Observation {
        let known = code
            .system
            .is_none_or(|named| is_same(system::US_CORE, named));
        let mut rows = OBSERVATIONS
            .iter()
            .filter(|(one, _)| known && one.eq_ignore_ascii_case(code.code));
        return rows.next().map(|(_, category)| *category);
    }
    let of = |(system, _, codes): &&(&str, DataCategory, &[&str])| {
        codes.iter().any(|one| one.eq_ignore_ascii_case(code.code))
            && code.system.is_none_or(|named| is_same(system, named))
    };
    let row = REPORTS
        .iter()
        .find(of)
        .filter(|_| resource == ResourceType::DiagnosticReport);
    row.map(|(_, category, _)| *category)
}

/// The category that the words of a `category` without codes name.
pub fn category_of_words(resource: ResourceType, words: &str) -> Option<DataCategory> {
    let word = words.trim().to_lowercase();
    let named = match word.as_str() {
        "laboratory" | "lab" | "labs" | "laboratorio" => DataCategory::LabResults,
        "vital signs" | "vitals" | "vital sign" | "vital-signs" | "signos vitales" => {
            DataCategory::VitalSigns
        }
        "social history" | "historia social" => DataCategory::SocialHistory,
        "survey" | "encuesta" => DataCategory::Surveys,
        "imaging" | "radiology" | "radiologia" | "radiología" => DataCategory::Imaging,
        "exam" | "procedure" | "therapy" | "activity" => DataCategory::Tests,
        "problem list item" | "problem list" => DataCategory::Problems,
        "encounter diagnosis" => DataCategory::VisitDiagnoses,
        "health concern" => DataCategory::HealthConcerns,
        _ => return None,
    };
    CategorySet::of_resource(resource)
        .contains(named)
        .then_some(named)
}

#[cfg(test)]
mod tests;
