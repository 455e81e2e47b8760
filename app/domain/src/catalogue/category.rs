//! Data categories: what a patient reads, and which FHIR resource types each holds.

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
        /// `Condition` with the code `problem-list-item`, or without a code.
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
        /// `Observation` with `exam`, `procedure`, `therapy` or `activity`, or without a code.
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
        /// notes. A report without a known code can be of any of its categories.
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_served_type_that_is_someones_data_belongs_to_a_category() {
        for resource in ResourceType::ALL {
            let none = CategorySet::of_resource(*resource).is_empty();
            let expected = resource.is_directory() || *resource == ResourceType::Provenance;
            assert_eq!(none, expected, "{resource}");
        }
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
