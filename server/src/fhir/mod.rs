//! FHIR R4 as the wire shows it: reading incoming JSON, and writing the resources we make ourselves.

pub mod json;
