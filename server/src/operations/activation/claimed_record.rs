//! Which record does the hospital's sign-in name as the person's own?

use domain::{ids::PatientId, upstream::UpstreamClaims};

use super::find_record::{FindRecordError, RecordName, find_record};
use crate::{
    config::{Claims, Config},
    operations::prelude::*,
};

/// Returns the one record that the claims name; `None` if they name none.
///
/// # Errors
/// [`FindRecordError`] if it is not here, or if several could be meant.
pub(super) async fn claimed_record(
    deps: &Deps,
    tx: &Tx,
    claims: &UpstreamClaims,
) -> Result<Option<PatientId>, FindRecordError> {
    let mut found = None;
    for value in &claims.records {
        let Some(name) = record_name(&deps.config, value) else {
            continue;
        };
        let record = find_record(tx, &name).await?;
        if found.as_ref().is_some_and(|other| *other != record) {
            return Err(FindRecordError::Several);
        }
        found = Some(record);
    }
    Ok(found)
}

/// Returns every record that a value of the claims names. A value that names none that is here, or several, says nothing.
pub(super) async fn claimed_records(
    deps: &Deps,
    tx: &Tx,
    claims: &UpstreamClaims,
) -> Result<Vec<PatientId>, StoreError> {
    let mut found = Vec::new();
    for value in &claims.records {
        let Some(name) = record_name(&deps.config, value) else {
            continue;
        };
        match find_record(tx, &name).await {
            Ok(record) => found.push(record),
            Err(FindRecordError::NoRecord | FindRecordError::Several) => {}
            Err(FindRecordError::Store(error)) => return Err(error),
        }
    }
    Ok(found)
}

/// How a value of the claim names a record; `None` for a `fhirUser` that is no patient.
fn record_name(config: &Config, value: &str) -> Option<RecordName> {
    let system = config.upstream_patient_system.clone();
    if config.upstream_patient_claim.as_deref() != Some(Claims::FHIR_USER) {
        return Some(RecordName::Identifier {
            system: system?,
            value: value.to_owned(),
        });
    }
    let (base, id) = value.rsplit_once("Patient/")?;
    let base = match base {
        "" => system,
        base => Some(base.strip_suffix('/')?.to_owned()),
    };
    let id = PatientId::parse(id).ok()?;
    Some(RecordName::OnServer { base, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(system: Option<&str>, value: &str) -> Option<(Option<String>, String)> {
        let config = Config {
            upstream_patient_claim: Some(Claims::FHIR_USER.to_owned()),
            upstream_patient_system: system.map(str::to_owned),
            ..Config::default()
        };
        match record_name(&config, value)? {
            RecordName::OnServer { base, id } => Some((base, id.to_string())),
            _ => None,
        }
    }

    #[test]
    fn a_fhir_user_is_a_patient_on_a_server() {
        let on = |base: Option<&str>| Some((base.map(str::to_owned), "4711".to_owned()));
        assert_eq!(named(None, "Patient/4711"), on(None));
        let ehr = "https://ehr.example/fhir";
        assert_eq!(named(Some(ehr), "Patient/4711"), on(Some(ehr)));
        let other = "https://other.example/r4/Patient/4711";
        assert_eq!(
            named(Some(ehr), other),
            on(Some("https://other.example/r4"))
        );
        for nobody in [
            "Practitioner/4711",
            "https://a.example/NoPatient/1",
            "Patient/",
            "",
        ] {
            assert_eq!(named(Some(ehr), nobody), None, "{nobody}");
        }
    }
}
