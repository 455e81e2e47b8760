//! A caregiver as FHIR has them: what of a delegation stands in the patient's record (SMART App Launch 2.2, `fhirUser`).

use chrono::SecondsFormat;
use domain::delegation::{Delegation, DelegationState, Relationship};
use serde_json::{Value, json};

/// Returns the RelatedPerson of a delegation: active while it was not ended.
pub(in crate::operations) fn related_person(delegation: &Delegation, name: &str) -> Value {
    let moment = |at: domain::Timestamp| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let (active, end) = match &delegation.state {
        DelegationState::Ended { at, .. } => (false, *at),
        _ => (true, delegation.until),
    };
    json!({
        "resourceType": "RelatedPerson",
        "id": delegation.id.related_person(),
        "active": active,
        "patient": { "reference": format!("Patient/{}", delegation.subject) },
        "relationship": [relationship(delegation.relationship)],
        "name": [{ "text": name }],
        "period": { "start": moment(delegation.created_at), "end": moment(end) },
    })
}

/// HL7 v3 RoleCode, where it has a code for it.
fn relationship(relationship: Relationship) -> Value {
    let (code, text) = match relationship {
        Relationship::Partner => (Some("DOMPART"), "Partner"),
        Relationship::Child => (Some("CHILD"), "Child"),
        Relationship::Parent => (Some("PRN"), "Parent"),
        Relationship::Sibling => (Some("SIB"), "Sibling"),
        Relationship::Friend => (Some("FRND"), "Friend"),
        Relationship::PaidCarer => (None, "Paid carer"),
    };
    match code {
        Some(code) => json!({
            "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
                "code": code,
            }],
            "text": text,
        }),
        None => json!({ "text": text }),
    }
}
