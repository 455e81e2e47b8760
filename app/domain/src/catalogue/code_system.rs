//! The code systems whose codes tell the categories of one resource type apart, and how senders spell their addresses.

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

/// Whether two addresses name one system, or two of those under which senders put the same codes.
pub(super) fn is_same(ours: &str, named: &str) -> bool {
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
