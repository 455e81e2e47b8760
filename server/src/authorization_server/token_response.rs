//! What an app gets for a code or a refresh token, typed end to end (RFC 6749 §5.1, SMART App Launch 2.2 §2.0.11).

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use openidconnect::{
    AccessToken, ExtraTokenFields, IdTokenFields, RefreshToken, Scope, StandardTokenResponse,
    core::{
        CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};

use super::id_token::{FhirUser, SmartIdToken};
use crate::operations::issue_tokens::Issued;

/// The launch context beside the tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SmartContext {
    pub(super) patient: String,
}

impl ExtraTokenFields for SmartContext {}

type SmartTokenResponse = StandardTokenResponse<
    IdTokenFields<
        FhirUser,
        SmartContext,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

pub(super) fn answer(issued: &Issued, id_token: Option<SmartIdToken>, now: Timestamp) -> Response {
    let context = SmartContext {
        patient: issued.patient.to_string(),
    };
    let mut response = SmartTokenResponse::new(
        AccessToken::new(issued.access_token.expose().to_owned()),
        CoreTokenType::Bearer,
        IdTokenFields::new(id_token, context),
    );
    let left = (issued.expires_at - now).to_std().unwrap_or_default();
    response.set_expires_in(Some(&left));
    response.set_scopes(Some(
        issued
            .scope
            .iter()
            .map(|scope| Scope::new(scope.to_string()))
            .collect(),
    ));
    let refresh = issued.refresh_token.as_ref();
    response.set_refresh_token(refresh.map(|token| RefreshToken::new(token.expose().to_owned())));
    super::never_stored(Json(response).into_response())
}
