//! What apps read of this server without a record in it: what it can do, and what went wrong.

use domain::{
    Timestamp,
    catalogue::ResourceType::{self, Observation, Practitioner},
};
use serde_json::{Value, json};

use crate::capability_statement::{Addresses, capability_statement};
use crate::operation_outcome::{IssueCode, operation_outcome};

fn statement() -> Value {
    let addresses = Addresses {
        fhir_base: "https://sayso.example/fhir",
        authorize: "https://sayso.example/a",
        token: "https://sayso.example/t",
        introspect: "https://sayso.example/i",
        revoke: "https://sayso.example/r",
        manage: "https://sayso.example/m",
    };
    capability_statement(addresses, Timestamp::UNIX_EPOCH)
}

/// The parameters of one type, by name.
fn parameter(resource: ResourceType, name: &str) -> Option<Value> {
    let statement = statement();
    let resources = statement["rest"][0]["resource"].as_array()?;
    let one = resources
        .iter()
        .find(|one| one["type"] == resource.as_str())?;
    let parameters = one["searchParam"].as_array()?.iter();
    parameters
        .clone()
        .find(|parameter| parameter["name"] == name)
        .cloned()
}

#[test]
fn the_statement_says_where_the_server_is_and_since_when() {
    let statement = statement();
    assert_eq!(statement["resourceType"], "CapabilityStatement");
    assert_eq!(statement["date"], "1970-01-01T00:00:00Z");
    assert_eq!(
        statement["implementation"]["url"],
        "https://sayso.example/fhir"
    );
}

/// Apps older than SMART's own document look for the addresses here.
#[test]
fn each_address_of_oauth_stands_under_its_own_name() {
    let security = &statement()["rest"][0]["security"];
    assert_eq!(security["service"][0]["coding"][0]["code"], "SMART-on-FHIR");
    let uris = security["extension"][0]["extension"].as_array().unwrap();
    let found: Vec<(&str, &str)> = uris
        .iter()
        .map(|uri| {
            (
                uri["url"].as_str().unwrap(),
                uri["valueUri"].as_str().unwrap(),
            )
        })
        .collect();
    for name in ["authorize", "token", "introspect", "revoke", "manage"] {
        let address = format!("https://sayso.example/{}", &name[..1]);
        assert!(found.contains(&(name, &address)), "{name}");
    }
}

#[test]
fn every_parameter_is_named_with_its_type_and_what_a_developer_should_know() {
    for (name, kind) in [
        ("_id", "token"),
        ("_lastUpdated", "date"),
        ("patient", "reference"),
        ("status", "token"),
    ] {
        assert_eq!(
            parameter(Observation, name),
            Some(json!({ "name": name, "type": kind }))
        );
    }
    for (name, kind, note) in [
        (
            "date",
            "date",
            "When it happened; when it was written down only if nothing else is known.",
        ),
        (
            "code",
            "token",
            "What the resource is about: its code, or else its type.",
        ),
    ] {
        let expected = json!({ "name": name, "type": kind, "documentation": note });
        assert_eq!(parameter(Observation, name), Some(expected));
    }
    assert_eq!(parameter(Practitioner, "patient"), None);
    assert!(parameter(Practitioner, "identifier").is_some());
}

#[test]
fn what_went_wrong_is_one_issue_with_its_code_and_words() {
    for (code, written) in [
        (IssueCode::Invalid, "invalid"),
        (IssueCode::NotSupported, "not-supported"),
        (IssueCode::NotFound, "not-found"),
        (IssueCode::Login, "login"),
        (IssueCode::Forbidden, "forbidden"),
        (IssueCode::TooLong, "too-long"),
        (IssueCode::Transient, "transient"),
        (IssueCode::Throttled, "throttled"),
    ] {
        let outcome: Value = serde_json::from_str(&operation_outcome(code, "say \"why\"")).unwrap();
        let issue = json!({ "severity": "error", "code": written, "diagnostics": "say \"why\"" });
        assert_eq!(
            outcome,
            json!({ "resourceType": "OperationOutcome", "issue": [issue] })
        );
    }
}
