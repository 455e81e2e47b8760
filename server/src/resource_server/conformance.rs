//! `GET /fhir/metadata`: the CapabilityStatement, public.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use super::{outcome::Problem, query, request};
use crate::state::Deps;
use fhir::FHIR_JSON;
use fhir::capability_statement::{Addresses, capability_statement};

pub(super) async fn metadata(
    State(deps): State<Deps>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = query::pairs(query.unwrap_or_default().as_bytes())?;
    request::require_json(&headers, &pairs)?;
    let issuer = deps.config.issuer();
    let at = |path: &str| format!("{issuer}{path}");
    let addresses = Addresses {
        fhir_base: &deps.config.fhir_base(),
        authorize: &at("/oauth/authorize"),
        token: &at("/oauth/token"),
        introspect: &at("/oauth/introspect"),
        revoke: &at("/oauth/revoke"),
        manage: &at("/apps"),
    };
    let statement = capability_statement(addresses, deps.clock.now());
    Ok(([(CONTENT_TYPE, FHIR_JSON)], statement.to_string()).into_response())
}
