//! Which elements do R4's own search parameters look at that are more than a column of ours?
//!
//! The index is filled, searches are parsed and the CapabilityStatement is written from this one table.

use domain::catalogue::ResourceType;

/// What an element holds, and so how a value is compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// A `Coding`, a `CodeableConcept` or both.
    Concept,
    /// A bare `code`, whose system R4 fixes.
    Code(&'static str),
    /// A date, a moment or a period.
    Date,
    /// Text, or all the texts of a name or an address.
    Text,
    /// A `Reference`.
    Reference,
    /// The address of a definition, with or without its version.
    Canonical,
}

/// A search parameter over elements of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Element {
    /// R4's name of the parameter; it is stored beside what was found.
    pub name: &'static str,
    pub holds: Holds,
    /// Paths with a dot between names, one space between alternatives.
    paths: &'static str,
}

impl Element {
    /// The names on the way to each place where the element may stand.
    pub(super) fn paths(self) -> impl Iterator<Item = Vec<&'static str>> {
        self.paths.split(' ').map(|path| path.split('.').collect())
    }
}

type Row = (&'static [ResourceType], &'static str, Holds, &'static str);

const ROWS: &[Row] = {
    use Holds::{Canonical, Code, Concept, Date, Reference, Text};
    use ResourceType::{
        AllergyIntolerance, CarePlan, CareTeam, Claim, ClinicalImpression, Composition, Condition,
        Coverage, DiagnosticReport, DocumentReference, Encounter, ExplanationOfBenefit, Goal,
        HealthcareService, Immunization, Location, Media, MedicationAdministration,
        MedicationDispense, MedicationRequest, MedicationStatement, Observation, Organization,
        Patient, Practitioner, PractitionerRole, Procedure, Provenance, QuestionnaireResponse,
        RelatedPerson, ServiceRequest,
    };
    const PLACED: &[ResourceType] = &[Location, Organization, Patient, Practitioner, RelatedPerson];
    const GIVEN: &[ResourceType] = &[
        MedicationAdministration,
        MedicationDispense,
        MedicationStatement,
    ];
    const PEOPLE: &[ResourceType] = &[Patient, Practitioner, RelatedPerson];
    const INTENT: &str = "http://hl7.org/fhir/CodeSystem/medicationrequest-intent";
    &[
        (
            &[AllergyIntolerance, Condition],
            "clinical-status",
            Concept,
            "clinicalStatus",
        ),
        (
            &[AllergyIntolerance, Condition],
            "verification-status",
            Concept,
            "verificationStatus",
        ),
        (
            &[Condition],
            "onset-date",
            Date,
            "onsetDateTime onsetPeriod",
        ),
        (
            &[Condition],
            "abatement-date",
            Date,
            "abatementDateTime abatementPeriod",
        ),
        (&[Condition], "recorded-date", Date, "recordedDate"),
        (
            &[
                CarePlan,
                CareTeam,
                ClinicalImpression,
                Composition,
                Condition,
                DiagnosticReport,
                Media,
                MedicationRequest,
                Observation,
                Procedure,
                QuestionnaireResponse,
                ServiceRequest,
            ],
            "encounter",
            Reference,
            "encounter",
        ),
        (
            &[DocumentReference],
            "encounter",
            Reference,
            "context.encounter",
        ),
        (&[DocumentReference], "period", Date, "context.period"),
        (
            &[Claim, ExplanationOfBenefit],
            "encounter",
            Reference,
            "item.encounter",
        ),
        (
            &[Composition, DocumentReference],
            "author",
            Reference,
            "author",
        ),
        (&[DocumentReference], "custodian", Reference, "custodian"),
        (GIVEN, "context", Reference, "context"),
        (GIVEN, "medication", Reference, "medicationReference"),
        (
            &[MedicationRequest],
            "medication",
            Reference,
            "medicationReference",
        ),
        (&[MedicationRequest], "intent", Code(INTENT), "intent"),
        (
            &[ServiceRequest],
            "intent",
            Code("http://hl7.org/fhir/request-intent"),
            "intent",
        ),
        (
            &[MedicationRequest, ServiceRequest],
            "requester",
            Reference,
            "requester",
        ),
        (
            &[MedicationDispense],
            "prescription",
            Reference,
            "authorizingPrescription",
        ),
        (&[MedicationDispense], "type", Concept, "type"),
        (&[ServiceRequest], "authored", Date, "authoredOn"),
        (
            &[ServiceRequest],
            "occurrence",
            Date,
            "occurrenceDateTime occurrencePeriod",
        ),
        (&[Encounter], "class", Concept, "class"),
        (&[Encounter], "location", Reference, "location.location"),
        (
            &[Encounter],
            "participant",
            Reference,
            "participant.individual",
        ),
        (
            &[Encounter],
            "service-provider",
            Reference,
            "serviceProvider",
        ),
        (
            &[Goal],
            "lifecycle-status",
            Code("http://hl7.org/fhir/goal-status"),
            "lifecycleStatus",
        ),
        (&[Goal], "achievement-status", Concept, "achievementStatus"),
        (&[Goal], "start-date", Date, "startDate"),
        (&[Goal], "target-date", Date, "target.dueDate"),
        (PEOPLE, "name", Text, "name"),
        (&[Patient, Practitioner], "family", Text, "name.family"),
        (&[Patient, Practitioner], "given", Text, "name.given"),
        (&[Location, Organization], "name", Text, "name alias"),
        (&[HealthcareService], "name", Text, "name"),
        (PLACED, "address", Text, "address"),
        (PLACED, "address-city", Text, "address.city"),
        (PLACED, "address-state", Text, "address.state"),
        (PLACED, "address-postalcode", Text, "address.postalCode"),
        (
            PEOPLE,
            "gender",
            Code("http://hl7.org/fhir/administrative-gender"),
            "gender",
        ),
        (&[Patient, RelatedPerson], "birthdate", Date, "birthDate"),
        (&[Patient], "death-date", Date, "deceasedDateTime"),
        (
            &[Patient],
            "general-practitioner",
            Reference,
            "generalPractitioner",
        ),
        (
            &[Location, Patient],
            "organization",
            Reference,
            "managingOrganization",
        ),
        (
            &[HealthcareService],
            "organization",
            Reference,
            "providedBy",
        ),
        (
            &[PractitionerRole],
            "practitioner",
            Reference,
            "practitioner",
        ),
        (
            &[PractitionerRole],
            "organization",
            Reference,
            "organization",
        ),
        (&[PractitionerRole], "location", Reference, "location"),
        (&[PractitionerRole], "specialty", Concept, "specialty"),
        (&[PractitionerRole], "role", Concept, "code"),
        (&[CarePlan], "care-team", Reference, "careTeam"),
        (&[CarePlan], "condition", Reference, "addresses"),
        (&[CarePlan], "goal", Reference, "goal"),
        (&[CareTeam], "participant", Reference, "participant.member"),
        (
            &[DiagnosticReport, Observation],
            "performer",
            Reference,
            "performer",
        ),
        (
            &[Immunization, Procedure],
            "performer",
            Reference,
            "performer.actor",
        ),
        (
            &[Immunization, Procedure],
            "location",
            Reference,
            "location",
        ),
        (&[DiagnosticReport], "result", Reference, "result"),
        (&[DiagnosticReport], "issued", Date, "issued"),
        (
            &[DiagnosticReport, Observation],
            "specimen",
            Reference,
            "specimen",
        ),
        (&[Observation], "has-member", Reference, "hasMember"),
        (&[Observation], "derived-from", Reference, "derivedFrom"),
        (&[Coverage], "payor", Reference, "payor"),
        (
            &[Claim, ExplanationOfBenefit],
            "provider",
            Reference,
            "provider",
        ),
        (&[ExplanationOfBenefit], "claim", Reference, "claim"),
        (
            &[ExplanationOfBenefit],
            "coverage",
            Reference,
            "insurance.coverage",
        ),
        (&[Provenance], "agent", Reference, "agent.who"),
        (&[Provenance], "recorded", Date, "recorded"),
        (&[Provenance], "target", Reference, "target"),
        (
            &[QuestionnaireResponse],
            "questionnaire",
            Canonical,
            "questionnaire",
        ),
    ]
};

/// The parameters of one type that look at elements.
pub(super) fn elements(resource: ResourceType) -> impl Iterator<Item = Element> {
    let rows = ROWS.iter().filter(move |row| row.0.contains(&resource));
    rows.map(|(_, name, holds, paths)| Element {
        name,
        holds: *holds,
        paths,
    })
}
