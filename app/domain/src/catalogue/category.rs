//! Data categories: what a patient reads, which FHIR resources each holds, and which codes tell them apart.

use super::{ResourceType, catalogue_enum, mask_set};

catalogue_enum! {
    /// One line of the consent page. Each names the FHIR R4 types it holds, and the `category` codes that split a type.
    DataCategory {
        /// `Patient` and `RelatedPerson`.
        AboutYou = "about-you",
        /// `MedicationRequest`, `MedicationStatement`, `MedicationDispense`, `MedicationAdministration` and
        /// `Medication`.
        Medications = "medications",
        /// `AllergyIntolerance`.
        Allergies = "allergies",
        /// `Condition` with the code `problem-list-item`, or without a known one.
        Problems = "problems",
        /// `Condition` with the code `encounter-diagnosis`.
        VisitDiagnoses = "visit-diagnoses",
        /// `Condition` with the US Core code `health-concern`.
        HealthConcerns = "health-concerns",
        /// `Observation` with `laboratory`, `DiagnosticReport` with `LAB`, and `Specimen`.
        LabResults = "lab-results",
        /// `Observation` with `vital-signs`.
        VitalSigns = "vital-signs",
        /// `Observation` with `social-history`.
        SocialHistory = "social-history",
        /// `Observation` with the US Core code `sdoh` (social determinants of health).
        SocialNeeds = "social-needs",
        /// `Observation` with `survey`, and `QuestionnaireResponse`.
        Surveys = "surveys",
        /// `Observation` with `exam`, `procedure`, `therapy` or `activity`, or without a known code.
        Tests = "tests",
        /// `Immunization`.
        Immunizations = "immunizations",
        /// `Procedure`.
        Procedures = "procedures",
        /// `ImagingStudy`, `Media`, `DiagnosticReport` with `RAD`, and `Observation` with `imaging`.
        Imaging = "imaging",
        /// `Encounter`.
        Visits = "visits",
        /// `DocumentReference`, `Composition`, `ClinicalImpression`, `Binary`, and `DiagnosticReport` with a code for
        /// notes of US Core, or without a known one.
        VisitNotes = "visit-notes",
        /// `CarePlan`, `CareTeam`, `Goal` and `ServiceRequest`.
        CarePlans = "care-plans",
        /// `Appointment`.
        Appointments = "appointments",
        /// `Claim`, `ClaimResponse`, `ExplanationOfBenefit`, `Account` and `Invoice`.
        Billing = "billing",
        /// `Coverage`.
        Insurance = "insurance",
        /// `Device` and `DeviceUseStatement`.
        Devices = "devices",
        /// `FamilyMemberHistory`.
        FamilyHistory = "family-history",
    }
}

mask_set! {
    /// A set of data categories.
    CategorySet of DataCategory
}

/// The code systems whose codes tell the categories of one resource type apart.
pub mod system {
    /// Kinds of `Observation` (FHIR R4, preferred binding of `Observation.category`).
    pub const OBSERVATION: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
    /// Kinds of `Condition` (FHIR R4, extensible binding of `Condition.category`).
    pub const CONDITION: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
    /// `health-concern`, which FHIR R4 has no code for.
    pub const US_CORE_CONDITION: &str = "http://hl7.org/fhir/us/core/CodeSystem/condition-category";
    /// `sdoh`: social determinants of health.
    pub const US_CORE: &str = "http://hl7.org/fhir/us/core/CodeSystem/us-core-category";
    /// The classes of reports that US Core tells apart as notes.
    pub const LOINC: &str = "http://loinc.org";
    /// HL7 v2 table 0074, the service that made a `DiagnosticReport`.
    pub const DIAGNOSTIC_SERVICE: &str = "http://terminology.hl7.org/CodeSystem/v2-0074";
}

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
    /// One of [`system`].
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
    /// The resource types that hold this category, in part or whole.
    pub const fn resources(self) -> &'static [ResourceType] {
        use ResourceType as R;
        match self {
            Self::AboutYou => &[R::Patient, R::RelatedPerson],
            Self::Medications => &[
                R::MedicationRequest,
                R::MedicationStatement,
                R::MedicationDispense,
                R::MedicationAdministration,
                R::Medication,
            ],
            Self::Allergies => &[R::AllergyIntolerance],
            Self::Problems | Self::VisitDiagnoses | Self::HealthConcerns => &[R::Condition],
            Self::LabResults => &[R::Observation, R::DiagnosticReport, R::Specimen],
            Self::VitalSigns | Self::SocialHistory | Self::SocialNeeds | Self::Tests => {
                &[R::Observation]
            }
            Self::Surveys => &[R::Observation, R::QuestionnaireResponse],
            Self::Immunizations => &[R::Immunization],
            Self::Procedures => &[R::Procedure],
            Self::Imaging => &[
                R::ImagingStudy,
                R::DiagnosticReport,
                R::Observation,
                R::Media,
            ],
            Self::Visits => &[R::Encounter],
            Self::VisitNotes => &[
                R::DocumentReference,
                R::DiagnosticReport,
                R::Composition,
                R::ClinicalImpression,
                R::Binary,
            ],
            Self::CarePlans => &[R::CarePlan, R::CareTeam, R::Goal, R::ServiceRequest],
            Self::Appointments => &[R::Appointment],
            Self::Billing => &[
                R::Claim,
                R::ClaimResponse,
                R::ExplanationOfBenefit,
                R::Account,
                R::Invoice,
            ],
            Self::Insurance => &[R::Coverage],
            Self::Devices => &[R::Device, R::DeviceUseStatement],
            Self::FamilyHistory => &[R::FamilyMemberHistory],
        }
    }

    /// Returns the `category` codes by which resources of this type belong here. None for a type that holds one
    /// category only, and for the category of resources without a known code.
    pub fn codes(self, resource: ResourceType) -> impl Iterator<Item = &'static CategoryCode> {
        CODES
            .iter()
            .filter(move |row| row.category == self && row.resource == resource)
    }
}

impl CategorySet {
    /// The categories that resources of this type can belong to.
    pub fn of_resource(resource: ResourceType) -> Self {
        DataCategory::ALL
            .iter()
            .copied()
            .filter(|category| category.resources().contains(&resource))
            .collect()
    }

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

/// Whether two addresses name one system, or two of those under which senders put the same codes.
fn is_same(ours: &str, named: &str) -> bool {
    let ours = spelling(ours);
    ours.is_some() && ours == spelling(named)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// HL7's systems of categories: senders put the condition and social-needs codes under either of two.
    Category,
    Loinc,
}

/// What an address names, in any of its spellings: R4's, STU3's, the OID, with and without TLS.
fn spelling(system: &str) -> Option<Spelling> {
    let lower = system.trim().to_ascii_lowercase();
    let mut rest = lower.split('|').next().unwrap_or_default();
    for prefix in ["urn:oid:", "oid:", "http://", "https://", "www."] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    match rest.trim_end_matches('/') {
        "loinc.org" | "loinc" | "2.16.840.1.113883.6.1" => Some(Spelling::Loinc),
        "terminology.hl7.org/codesystem/observation-category"
        | "hl7.org/fhir/observation-category"
        | "terminology.hl7.org/codesystem/condition-category"
        | "hl7.org/fhir/condition-category"
        | "hl7.org/fhir/us/core/codesystem/condition-category"
        | "hl7.org/fhir/us/core/codesystem/us-core-category"
        | "terminology.hl7.org/codesystem/v2-0074"
        | "hl7.org/fhir/v2/0074"
        | "2.16.840.1.113883.12.74" => Some(Spelling::Category),
        _ => None,
    }
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
mod tests {
    use super::*;

    fn observation(codes: &[&'static str]) -> CategorySet {
        let codes = codes.iter().map(|code| Code {
            system: Some(system::OBSERVATION),
            code,
        });
        CategorySet::classify(ResourceType::Observation, codes)
    }

    #[test]
    fn every_served_type_that_is_someones_data_belongs_to_a_category() {
        for resource in ResourceType::ALL {
            let none = CategorySet::of_resource(*resource).is_empty();
            let expected = resource.is_directory() || *resource == ResourceType::Provenance;
            assert_eq!(none, expected, "{resource}");
        }
    }

    #[test]
    fn an_observation_with_two_codes_belongs_to_both_categories() {
        let both = observation(&["laboratory", "survey"]);
        assert_eq!(
            both,
            [DataCategory::LabResults, DataCategory::Surveys]
                .into_iter()
                .collect()
        );
    }

    #[test]
    fn a_catch_all_is_never_a_grant() {
        assert_eq!(observation(&[]), CategorySet::of(DataCategory::Tests));
        let any = CategorySet::of_resource(ResourceType::Observation);
        assert_eq!(observation(&["local-exam"]), any);
        let report = CategorySet::classify(ResourceType::DiagnosticReport, []);
        assert_eq!(
            report,
            CategorySet::of_resource(ResourceType::DiagnosticReport)
        );
    }

    #[test]
    fn a_named_service_is_found_in_every_spelling_of_its_table() {
        for system in [
            Some("http://terminology.hl7.org/CodeSystem/v2-0074"),
            Some("https://terminology.hl7.org/CodeSystem/v2-0074/"),
            Some("http://hl7.org/fhir/v2/0074"),
            Some("urn:oid:2.16.840.1.113883.12.74"),
            None,
        ] {
            for (code, category) in [
                ("HM", DataCategory::LabResults),
                ("MB", DataCategory::LabResults),
                ("CT", DataCategory::Imaging),
                ("CUS", DataCategory::Imaging),
            ] {
                let found = category_of_code(ResourceType::DiagnosticReport, Code { system, code });
                assert_eq!(found, Some(category), "{system:?} {code}");
            }
        }
    }

    #[test]
    fn a_condition_without_a_category_is_on_the_problem_list() {
        let set = CategorySet::classify(ResourceType::Condition, []);
        assert_eq!(set, CategorySet::of(DataCategory::Problems));
    }

    #[test]
    fn a_code_of_a_foreign_system_says_nothing() {
        let code = Code {
            system: Some("http://example.org"),
            code: "laboratory",
        };
        assert_eq!(category_of_code(ResourceType::Observation, code), None);
    }

    #[test]
    fn a_mask_with_an_unknown_bit_is_no_set() {
        assert_eq!(CategorySet::from_mask(1 << 31), None);
        assert_eq!(
            CategorySet::from_mask(1),
            Some(CategorySet::of(DataCategory::AboutYou))
        );
    }
}
