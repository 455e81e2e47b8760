//! The FHIR R4 resource types that Sayso serves, and which of them are the data of no single patient.

/// Declares the closed list of resource types from their FHIR names.
macro_rules! resource_types {
    ($($name:ident,)*) => {
        /// A FHIR R4 resource type of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum ResourceType {
            $(#[doc = concat!("The FHIR R4 resource type `", stringify!($name), "`.")] $name,)*
        }

        impl ResourceType {
            /// Every type that is served.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the name of the type in FHIR: in addresses, in `resourceType` and in scopes.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }

        impl std::str::FromStr for ResourceType {
            type Err = UnknownResourceType;

            fn from_str(name: &str) -> Result<Self, UnknownResourceType> {
                match name { $(stringify!($name) => Ok(Self::$name),)* _ => Err(UnknownResourceType) }
            }
        }
    };
}

resource_types! {
    Account, AllergyIntolerance, Appointment, Binary, CarePlan, CareTeam, Claim, ClaimResponse, ClinicalImpression,
    Composition, Condition, Coverage, Device, DeviceUseStatement, DiagnosticReport, DocumentReference, Encounter,
    ExplanationOfBenefit, FamilyMemberHistory, Goal, HealthcareService, ImagingStudy, Immunization, Invoice, Location,
    Media, Medication, MedicationAdministration, MedicationDispense, MedicationRequest, MedicationStatement,
    Observation, Organization, Patient, Practitioner, PractitionerRole, Procedure, Provenance, QuestionnaireResponse,
    RelatedPerson, ServiceRequest, Specimen,
}

/// The name is not a resource type that Sayso serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a resource type that is served here")]
pub struct UnknownResourceType;

impl ResourceType {
    /// Directory resources say who and where. They are readable when a resource that was granted points at them.
    pub const fn is_directory(self) -> bool {
        matches!(
            self,
            Self::HealthcareService
                | Self::Location
                | Self::Organization
                | Self::Practitioner
                | Self::PractitionerRole
        )
    }
}

impl std::fmt::Display for ResourceType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
