//! Which record does the hospital mean? By its id, here or on the server that it came from, or by a business identifier that
//! one record carries.

use std::str::FromStr;

use domain::{
    catalogue::ResourceType,
    ids::{InvalidId, PatientId},
};
use thiserror::Error;

use crate::{
    operations::{prelude::*, records::import_records::stored_key},
    store::records::RecordKey,
};

/// How the hospital names a patient's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordName {
    /// The logical id of the FHIR Patient.
    Id(PatientId),
    /// FHIR R4 `Patient.identifier`, written `system|value` as in a token search (§3.1.1.5.10).
    Identifier {
        /// The namespace; empty for an identifier without one.
        system: String,
        /// The value in that namespace.
        value: String,
    },
    /// The logical id of the FHIR Patient on the server that it was imported from.
    OnServer {
        /// The base address; `None` for records whose source nobody named.
        base: Option<String>,
        /// The id there.
        id: PatientId,
    },
}

impl FromStr for RecordName {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.trim().rsplit_once('|') {
            Some((system, value)) if !value.is_empty() => Ok(Self::Identifier {
                system: system.to_owned(),
                value: value.to_owned(),
            }),
            _ => PatientId::parse(text.trim()).map(Self::Id),
        }
    }
}

/// Why no record is meant.
#[derive(Debug, Error)]
pub enum FindRecordError {
    /// No record has this id or carries this identifier.
    #[error("there is no such record")]
    NoRecord,
    /// Several records carry this identifier.
    #[error("more than one record carries that identifier: name one of them by its id")]
    Several,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the record with this name. What was found to be another one means that one.
pub async fn find_record(tx: &Tx, name: &RecordName) -> Result<PatientId, FindRecordError> {
    let found = match name {
        RecordName::Id(patient) if tx.people().has_record(patient).await? => {
            return Ok(patient.clone());
        }
        RecordName::Id(patient) => {
            let kept = tx.records().kept_instead(&[patient.as_str()]).await?;
            let kept = kept.into_values().next();
            kept.and_then(|kept| PatientId::parse(kept).ok())
                .ok_or(FindRecordError::NoRecord)?
        }
        RecordName::Identifier { system, value } => {
            let found = tx.people().identified(system, value).await?;
            match <[PatientId; 1]>::try_from(found) {
                Ok([patient]) => patient,
                Err(none) if none.is_empty() => return Err(FindRecordError::NoRecord),
                Err(_) => return Err(FindRecordError::Several),
            }
        }
        RecordName::OnServer { base, id } => {
            let key = RecordKey {
                kind: ResourceType::Patient,
                id: id.to_string(),
            };
            let found = stored_key(tx, base.as_deref(), key).await?;
            let found = found.and_then(|key| PatientId::parse(key.id).ok());
            found.ok_or(FindRecordError::NoRecord)?
        }
    };
    // What was kept may have been withdrawn since.
    let is_here = tx.people().has_record(&found).await?;
    is_here.then_some(found).ok_or(FindRecordError::NoRecord)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_told_from_an_id_by_its_bar() {
        let identifier = |system: &str, value: &str| RecordName::Identifier {
            system: system.to_owned(),
            value: value.to_owned(),
        };
        let named = |text: &str| text.parse::<RecordName>();
        assert_eq!(named("urn:mrn|4711"), Ok(identifier("urn:mrn", "4711")));
        assert_eq!(named("|4711"), Ok(identifier("", "4711")));
        assert_eq!(
            named("maria"),
            Ok(RecordName::Id(PatientId::parse("maria").unwrap()))
        );
        for wrong in ["", "urn:mrn|", "a b"] {
            assert!(named(wrong).is_err(), "{wrong}");
        }
    }
}
