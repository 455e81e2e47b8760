//! FHIR R4 as the wire shows it: reading incoming JSON, what a search asks for, which sensitive topics a record touches,
//! what a person would read of it, and the resources that we make ourselves. No HTTP, no database.

pub mod binary;
pub mod bundle_labels;
pub mod capability_statement;
pub mod json;
pub mod labelling;
pub mod operation_outcome;
pub mod reading;
pub mod redisclosure;
pub mod search;

/// The media type of everything that leaves as FHIR (FHIR R4 §3.1.0.1.9).
pub const FHIR_JSON: &str = "application/fhir+json";

#[cfg(test)]
mod tests;
