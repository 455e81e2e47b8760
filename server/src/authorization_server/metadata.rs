//! Server metadata: three documents from one source, so that they agree. Nothing is listed that does not work.

use axum::{Json, extract::State};
use domain::{acr::Acr, catalogue::PurposeOfUse, scope::ScopeSet};
use serde::Serialize;

use crate::{keys::SigningAlgorithm, operations::connect::reach_demand::offered_acr, state::Deps};

/// The facts behind all three documents.
#[derive(Clone, Debug, Serialize)]
struct Facts {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    introspection_endpoint: String,
    revocation_endpoint: String,
    jwks_uri: String,
    scopes_supported: Vec<String>,
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; 1],
    grant_types_supported: [&'static str; 2],
    code_challenge_methods_supported: [&'static str; 1],
    token_endpoint_auth_methods_supported: [&'static str; 3],
    introspection_endpoint_auth_methods_supported: [&'static str; 3],
    revocation_endpoint_auth_methods_supported: [&'static str; 3],
}

/// `/.well-known/openid-configuration` (OpenID Connect Discovery §3) and `/.well-known/oauth-authorization-server`
/// (RFC 8414 §2): one document, as RFC 8414 §5 foresees.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ServerMetadata {
    #[serde(flatten)]
    facts: Facts,
    userinfo_endpoint: String,
    authorization_response_iss_parameter_supported: bool,
    subject_types_supported: [&'static str; 1],
    id_token_signing_alg_values_supported: Vec<&'static str>,
    acr_values_supported: Vec<&'static str>,
    claims_supported: [&'static str; 11],
    request_parameter_supported: bool,
    request_uri_parameter_supported: bool,
    /// Our extension: the values of the `purpose` parameter (HL7 v3 PurposeOfUse codes).
    purposes_supported: Vec<&'static str>,
}

/// `/fhir/.well-known/smart-configuration` (SMART App Launch 2.2, conformance).
#[derive(Clone, Debug, Serialize)]
pub(super) struct SmartConfiguration {
    #[serde(flatten)]
    facts: Facts,
    management_endpoint: String,
    capabilities: [&'static str; 10],
}

const AUTHENTICATION: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// The scopes that any app may build on. `?category=` forms follow from the grammar and are too many to list.
fn scopes() -> Vec<String> {
    let list = "openid fhirUser launch/patient offline_access patient/*.rs patient/*.read";
    let types = domain::catalogue::ResourceType::ALL
        .iter()
        .map(|resource| format!("patient/{resource}.rs"));
    let parsed = ScopeSet::parse(list);
    parsed
        .iter()
        .map(ToString::to_string)
        .chain(types)
        .collect()
}

impl Facts {
    fn of(issuer: &str) -> Self {
        let at = |path: &str| format!("{issuer}{path}");
        Self {
            issuer: issuer.to_owned(),
            authorization_endpoint: at(super::addresses::AUTHORIZE),
            token_endpoint: at(super::addresses::TOKEN),
            introspection_endpoint: at(super::addresses::INTROSPECT),
            revocation_endpoint: at(super::addresses::REVOKE),
            jwks_uri: at(super::addresses::JWKS),
            scopes_supported: scopes(),
            response_types_supported: ["code"],
            response_modes_supported: ["query"],
            grant_types_supported: ["authorization_code", "refresh_token"],
            code_challenge_methods_supported: ["S256"],
            token_endpoint_auth_methods_supported: AUTHENTICATION,
            introspection_endpoint_auth_methods_supported: AUTHENTICATION,
            revocation_endpoint_auth_methods_supported: AUTHENTICATION,
        }
    }
}

impl ServerMetadata {
    fn of(issuer: &str, acr: Vec<Acr>) -> Self {
        Self {
            facts: Facts::of(issuer),
            userinfo_endpoint: format!("{issuer}{}", super::addresses::USERINFO),
            authorization_response_iss_parameter_supported: true,
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: vec![SigningAlgorithm::Rs256.key()],
            acr_values_supported: acr.into_iter().map(Acr::key).collect(),
            claims_supported: [
                "iss",
                "sub",
                "aud",
                "exp",
                "iat",
                "auth_time",
                "acr",
                "amr",
                "nonce",
                "at_hash",
                "fhirUser",
            ],
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
            purposes_supported: PurposeOfUse::ALL.iter().map(|one| one.code()).collect(),
        }
    }
}

impl SmartConfiguration {
    fn of(issuer: &str) -> Self {
        Self {
            facts: Facts::of(issuer),
            management_endpoint: format!("{issuer}{}", app::paths::Apps),
            capabilities: [
                "launch-standalone",
                "authorize-post",
                "client-public",
                "client-confidential-symmetric",
                "sso-openid-connect",
                "context-standalone-patient",
                "permission-patient",
                "permission-offline",
                "permission-v1",
                "permission-v2",
            ],
        }
    }
}

pub(super) async fn server(State(deps): State<Deps>) -> Json<ServerMetadata> {
    Json(ServerMetadata::of(
        &deps.config.issuer(),
        offered_acr(&deps),
    ))
}

pub(super) async fn smart(State(deps): State<Deps>) -> Json<SmartConfiguration> {
    Json(SmartConfiguration::of(&deps.config.issuer()))
}

#[cfg(test)]
mod tests {
    use openidconnect::core::CoreProviderMetadata;
    use serde_json::Value;

    use super::*;

    const ISSUER: &str = "https://records.example";

    #[test]
    fn a_client_library_can_read_the_server_metadata() {
        let json = serde_json::to_string(&ServerMetadata::of(ISSUER, vec![Acr::Password])).unwrap();
        let read: CoreProviderMetadata = serde_json::from_str(&json).unwrap();
        assert_eq!(read.issuer().as_str(), ISSUER);
        assert_eq!(
            read.id_token_signing_alg_values_supported(),
            &vec![SigningAlgorithm::Rs256.jws()]
        );
    }

    #[test]
    fn the_documents_agree_wherever_they_say_the_same() {
        let server = serde_json::to_value(ServerMetadata::of(ISSUER, vec![Acr::Password])).unwrap();
        let smart = serde_json::to_value(SmartConfiguration::of(ISSUER)).unwrap();
        let common = |(name, value): (&String, &Value)| {
            let other = server.get(name)?;
            Some((name.clone(), other == value))
        };
        let compared: Vec<_> = smart
            .as_object()
            .unwrap()
            .iter()
            .filter_map(common)
            .collect();
        assert_eq!(compared.len(), 14);
        assert!(compared.iter().all(|(_, same)| *same), "{compared:?}");
    }

    #[test]
    fn every_listed_scope_is_one_that_we_understand() {
        for scope in scopes() {
            assert_eq!(ScopeSet::parse(&scope).to_string(), scope);
        }
    }
}
