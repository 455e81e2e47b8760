//! Which search parameters does each resource type have? The parser and the CapabilityStatement read this one table.

use domain::catalogue::ResourceType;

/// What a parameter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Id,
    LastUpdated,
    Patient,
    Category,
    Code,
    Identifier,
    Status,
    Date,
}

/// FHIR R4 `SearchParamType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    Token,
    Date,
    Reference,
}

impl Field {
    pub const fn kind(self) -> ParameterKind {
        match self {
            Self::Id | Self::Category | Self::Code | Self::Identifier | Self::Status => {
                ParameterKind::Token
            }
            Self::LastUpdated | Self::Date => ParameterKind::Date,
            Self::Patient => ParameterKind::Reference,
        }
    }

    /// What a developer should know beyond the name.
    pub const fn note(self) -> Option<&'static str> {
        match self {
            Self::Date => {
                Some("When it happened; when it was written down only if nothing else is known.")
            }
            Self::Code => Some("What the resource is about: its code, or else its type."),
            _ => None,
        }
    }
}

const EVERYWHERE: &[(&str, Field)] = &[
    ("_id", Field::Id),
    ("_lastUpdated", Field::LastUpdated),
    ("identifier", Field::Identifier),
];

const OF_A_PATIENT: &[(&str, Field)] = &[
    ("patient", Field::Patient),
    ("subject", Field::Patient),
    ("category", Field::Category),
    ("code", Field::Code),
    ("date", Field::Date),
    ("status", Field::Status),
];

/// R4's own names where they differ from ours and look at the same element.
const ALSO_CALLED: &[(ResourceType, &str, Field)] = {
    use ResourceType as R;
    &[
        (R::Account, "period", Field::Date),
        (R::AllergyIntolerance, "clinical-status", Field::Status),
        (R::Condition, "clinical-status", Field::Status),
        (R::Condition, "onset-date", Field::Date),
        (R::Device, "type", Field::Code),
        (R::DocumentReference, "type", Field::Code),
        (R::Encounter, "type", Field::Code),
        (R::Goal, "start-date", Field::Date),
        (R::ImagingStudy, "started", Field::Date),
        (R::Immunization, "vaccine-code", Field::Code),
        (R::MedicationAdministration, "effective-time", Field::Date),
        (R::MedicationDispense, "whenhandedover", Field::Date),
        (R::MedicationRequest, "authoredon", Field::Date),
        (R::MedicationStatement, "effective", Field::Date),
        (R::QuestionnaireResponse, "authored", Field::Date),
        (R::Specimen, "collected", Field::Date),
    ]
};

/// The parameters of one type, by name.
pub fn parameters(resource: ResourceType) -> impl Iterator<Item = (&'static str, Field)> {
    let own: &[_] = if resource.is_directory() {
        &[]
    } else {
        OF_A_PATIENT
    };
    let aliases = ALSO_CALLED.iter().filter(move |row| row.0 == resource);
    EVERYWHERE
        .iter()
        .chain(own)
        .copied()
        .chain(aliases.map(|row| (row.1, row.2)))
}
