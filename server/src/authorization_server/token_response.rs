//! The token response for a code or a refresh token, typed end to end (RFC 6749 §5.1, SMART App Launch 2.2 §2.0.11).

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use oauth2::{
    AccessToken, ExtraTokenFields, RefreshToken, Scope, StandardTokenResponse, TokenType,
};
use serde::{Deserialize, Serialize};

use super::id_token::SmartIdToken;
use crate::operations::tokens::issue_tokens::Issued;

/// The parameters beside the tokens: launch context and ID token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SmartFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    patient: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
}

impl ExtraTokenFields for SmartFields {}

/// SMART App Launch 2.2 fixes the letters, where RFC 6749 §7.1 reads any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum SmartTokenType {
    Bearer,
}

impl TokenType for SmartTokenType {}

type SmartTokenResponse = StandardTokenResponse<SmartFields, SmartTokenType>;

pub(super) fn answer(issued: &Issued, id_token: Option<SmartIdToken>, now: Timestamp) -> Response {
    let fields = SmartFields {
        patient: issued.patient.as_ref().map(ToString::to_string),
        id_token: id_token.map(|token| token.to_string()),
    };
    let mut response = SmartTokenResponse::new(
        AccessToken::new(issued.access_token.expose().to_owned()),
        SmartTokenType::Bearer,
        fields,
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
    super::never_stored::never_stored(Json(response).into_response())
}
