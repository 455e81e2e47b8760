//! FHIR R4 as the wire shows it: reading incoming JSON, and writing the resources we make ourselves.

pub mod capability_statement;
pub mod json;
pub mod operation_outcome;
pub mod search;
