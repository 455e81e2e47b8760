//! What this FHIR server can do (FHIR R4 `CapabilityStatement`): generated from the catalogue and the table of search
//! parameters, so it cannot promise what is not there.

use domain::{Timestamp, catalogue::ResourceType};
use serde_json::{Value, json};

use super::search::{Field, ParameterKind, has_provenance, includes, parameters};

/// Where this server is reached.
#[derive(Clone, Copy, Debug)]
pub struct Addresses<'a> {
    pub fhir_base: &'a str,
    pub authorize: &'a str,
    pub token: &'a str,
    pub introspect: &'a str,
    pub revoke: &'a str,
    pub manage: &'a str,
}

/// FHIR R4 §C.0.0.
pub fn capability_statement(addresses: Addresses<'_>, started: Timestamp) -> Value {
    let resources: Vec<Value> = ResourceType::ALL.iter().copied().map(resource).collect();
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": started.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "kind": "instance",
        "software": { "name": "Sayso", "version": env!("CARGO_PKG_VERSION") },
        "implementation": {
            "description": "Health records, as far as the patient shares them. What a consent leaves out does not exist here.",
            "url": addresses.fhir_base,
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [{ "mode": "server", "security": security(addresses), "resource": resources }],
    })
}

/// SMART App Launch 2.2 (Conformance) lists the addresses in its own document; older apps look for them here.
fn security(addresses: Addresses<'_>) -> Value {
    let uris: Vec<Value> = [
        ("authorize", addresses.authorize),
        ("token", addresses.token),
        ("introspect", addresses.introspect),
        ("revoke", addresses.revoke),
        ("manage", addresses.manage),
    ]
    .into_iter()
    .map(|(name, address)| json!({ "url": name, "valueUri": address }))
    .collect();
    json!({
        "cors": true,
        "service": [{
            "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
                "code": "SMART-on-FHIR",
            }],
            "text": "OAuth 2.0 with SMART App Launch 2.2 (see .well-known/smart-configuration)",
        }],
        "extension": [{
            "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
            "extension": uris,
        }],
    })
}

fn resource(resource: ResourceType) -> Value {
    let parameters: Vec<Value> = parameters(resource)
        .map(|(name, field)| parameter(name, field))
        .collect();
    let included: Vec<String> = includes(resource)
        .map(|name| format!("{resource}:{name}"))
        .collect();
    let mut described = json!({
        "type": resource.as_str(),
        "interaction": [{ "code": "read" }, { "code": "vread" }, { "code": "search-type" }],
        "versioning": "versioned",
        "readHistory": false,
        "updateCreate": false,
        "searchParam": parameters,
    });
    // FHIR R4 §2.6.2: an empty array is not allowed.
    if !included.is_empty() {
        described["searchInclude"] = included.into();
    }
    if resource == ResourceType::Patient {
        described["operation"] = json!([{
            "name": "everything",
            "definition": "http://hl7.org/fhir/OperationDefinition/Patient-everything",
        }]);
    }
    if has_provenance(resource) {
        described["searchRevInclude"] = json!(["Provenance:target"]);
    }
    described
}

fn parameter(name: &str, field: Field) -> Value {
    let kind = match field.kind() {
        ParameterKind::Token => "token",
        ParameterKind::Date => "date",
        ParameterKind::Reference => "reference",
        ParameterKind::String => "string",
    };
    let mut parameter = json!({ "name": name, "type": kind });
    if let Some(note) = field.note() {
        parameter["documentation"] = note.into();
    }
    parameter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_catalogue_is_read_and_searched() {
        let here = "https://sayso.example";
        let addresses = Addresses {
            fhir_base: here,
            authorize: here,
            token: here,
            introspect: here,
            revoke: here,
            manage: here,
        };
        let statement = capability_statement(addresses, Timestamp::UNIX_EPOCH);
        let types: Vec<&str> = statement["rest"][0]["resource"]
            .as_array()
            .unwrap()
            .iter()
            .map(|resource| resource["type"].as_str().unwrap())
            .collect();
        let all: Vec<&str> = ResourceType::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(types, all);
        assert_eq!(statement["fhirVersion"], "4.0.1");
    }
}
