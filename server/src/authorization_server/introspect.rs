//! The introspection endpoint: what a token stands for now (RFC 7662, SMART App Launch 2.2 token introspection).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use oauth2::{
    ClientId, EmptyExtraTokenFields, ExtraTokenFields, Scope, StandardTokenIntrospectionResponse,
    basic::BasicTokenType,
};
use serde::{Deserialize, Serialize};

use super::{client_authentication::authenticate, form_post::FormPost, token_error::TokenError};
use crate::{
    operations::tokens::introspect_token::{Introspected, introspect_token},
    state::Deps,
};

/// What SMART adds, why the data may be used, and how the person was authenticated (RFC 9470 §6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SmartFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    patient: Option<String>,
    #[serde(rename = "fhirUser", skip_serializing_if = "Option::is_none")]
    fhir_user: Option<String>,
    purpose: String,
    acr: String,
    amr: Vec<String>,
    auth_time: i64,
}

impl ExtraTokenFields for SmartFields {}

pub(super) async fn answer(
    State(deps): State<Deps>,
    form: Result<FormPost, TokenError>,
) -> Result<Response, TokenError> {
    let form = form?;
    let client = authenticate(&deps, &form).await?;
    let token = form.parameters.one("token")?;
    let token = token.ok_or(TokenError::Missing("token"))?;
    let found = introspect_token(&deps, &client, token)
        .await
        .map_err(TokenError::unavailable)?;
    let body = match found {
        Some(introspected) => Json(active(&introspected, deps.config.issuer())).into_response(),
        None => Json(inactive()).into_response(),
    };
    Ok(super::never_stored::never_stored(body))
}

fn active(
    token: &Introspected,
    issuer: String,
) -> StandardTokenIntrospectionResponse<SmartFields, BasicTokenType> {
    let shown = token.authentication;
    let fields = SmartFields {
        patient: token.patient.as_ref().map(ToString::to_string),
        fhir_user: token.fhir_user.clone(),
        purpose: token.purpose.code().to_owned(),
        acr: shown.acr().key().to_owned(),
        amr: shown.method.amr().iter().map(ToString::to_string).collect(),
        auth_time: shown.authenticated_at.timestamp(),
    };
    let scopes = token.scope.iter();
    let scopes = scopes.map(|scope| Scope::new(scope.to_string()));
    let mut response = StandardTokenIntrospectionResponse::new(true, fields);
    response.set_scopes(Some(scopes.collect()));
    response.set_client_id(Some(ClientId::new(token.client.to_string())));
    response.set_token_type(Some(BasicTokenType::Bearer));
    response.set_exp(Some(token.expires_at));
    response.set_iat(Some(token.issued_at));
    response.set_sub(Some(token.person.to_string()));
    response.set_iss(Some(issuer));
    response
}

/// RFC 7662 §2.2: `active: false` and nothing else.
fn inactive() -> StandardTokenIntrospectionResponse<EmptyExtraTokenFields, BasicTokenType> {
    StandardTokenIntrospectionResponse::new(false, EmptyExtraTokenFields {})
}
