//! Which search parameters does each resource type have? The parser and the CapabilityStatement read this one table.

use domain::catalogue::ResourceType;

use super::elements::{Element, Holds, elements};

/// What a parameter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Id,
    LastUpdated,
    Patient,
    Category,
    Code,
    Identifier,
    Status,
    Date,
    /// An element of its own, under its R4 name.
    Element(Element),
}

/// FHIR R4 `SearchParamType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    Token,
    Date,
    Reference,
    String,
}

impl Field {
    pub const fn kind(self) -> ParameterKind {
        match self {
            Self::Id | Self::Category | Self::Code | Self::Identifier | Self::Status => {
                ParameterKind::Token
            }
            Self::LastUpdated | Self::Date => ParameterKind::Date,
            Self::Patient => ParameterKind::Reference,
            Self::Element(element) => match element.holds {
                Holds::Concept | Holds::Code(_) => ParameterKind::Token,
                Holds::Date => ParameterKind::Date,
                Holds::Text => ParameterKind::String,
                Holds::Reference | Holds::Canonical => ParameterKind::Reference,
            },
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

const EVERYWHERE: &[(&str, Field)] = &[("_id", Field::Id), ("_lastUpdated", Field::LastUpdated)];

const OF_A_PATIENT: &[(&str, Field)] = &[("patient", Field::Patient), ("subject", Field::Patient)];

/// What the index holds of a type, beside whose it is: only where its resources say something of it (`json::facts`).
const fn indexed(resource: ResourceType) -> &'static [Field] {
    use Field::{Category, Code, Date, Identifier, Status};
    use ResourceType as R;
    match resource {
        R::HealthcareService | R::Location | R::Organization | R::Patient | R::Practitioner => {
            &[Identifier]
        }
        R::PractitionerRole => &[Code, Identifier],
        R::AllergyIntolerance
        | R::Composition
        | R::Condition
        | R::DiagnosticReport
        | R::DocumentReference
        | R::MedicationAdministration
        | R::MedicationDispense
        | R::MedicationRequest
        | R::MedicationStatement
        | R::Observation
        | R::Procedure
        | R::ServiceRequest => &[Category, Code, Date, Identifier, Status],
        R::CarePlan | R::CareTeam => &[Category, Date, Identifier, Status],
        R::Goal => &[Category, Date, Identifier],
        R::Account
        | R::Claim
        | R::ClaimResponse
        | R::ClinicalImpression
        | R::Coverage
        | R::Encounter
        | R::ExplanationOfBenefit
        | R::Immunization
        | R::Invoice
        | R::Media
        | R::Specimen => &[Code, Date, Identifier, Status],
        R::Device | R::Medication => &[Code, Identifier, Status],
        R::Appointment
        | R::DeviceUseStatement
        | R::FamilyMemberHistory
        | R::ImagingStudy
        | R::QuestionnaireResponse => &[Date, Identifier, Status],
        R::RelatedPerson => &[Date, Identifier],
        R::Provenance => &[Date],
        R::Binary => &[],
    }
}

/// What a parameter over such a field is called where R4 has no other name.
const fn name(field: Field) -> &'static str {
    match field {
        Field::Id => "_id",
        Field::LastUpdated => "_lastUpdated",
        Field::Patient => "patient",
        Field::Category => "category",
        Field::Code => "code",
        Field::Identifier => "identifier",
        Field::Status => "status",
        Field::Date => "date",
        Field::Element(element) => element.name,
    }
}

/// R4's own names where they differ from ours and look at the same element.
const ALSO_CALLED: &[(ResourceType, &str, Field)] = {
    use ResourceType as R;
    &[
        (R::Account, "period", Field::Date),
        (R::Device, "type", Field::Code),
        (R::DocumentReference, "type", Field::Code),
        (R::Encounter, "type", Field::Code),
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
    let of_whom: &[_] = if resource.is_directory() {
        &[]
    } else {
        OF_A_PATIENT
    };
    let named = indexed(resource).iter().map(|field| (name(*field), *field));
    let aliases = ALSO_CALLED.iter().filter(move |row| row.0 == resource);
    EVERYWHERE
        .iter()
        .chain(of_whom)
        .copied()
        .chain(named)
        .chain(aliases.map(|row| (row.1, row.2)))
        .chain(elements(resource).map(|element| (element.name, Field::Element(element))))
}
