//! The userinfo endpoint: claims for an access token with `openid` (OpenID Connect Core §5.3).

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    http::form,
    operations::tokens::userinfo::{UserInfo, UserInfoError, userinfo},
    state::Deps,
};

#[derive(Serialize)]
struct Claims {
    sub: String,
    #[serde(rename = "fhirUser", skip_serializing_if = "Option::is_none")]
    fhir_user: Option<String>,
}

pub(super) async fn by_get(State(deps): State<Deps>, headers: HeaderMap) -> Response {
    answer(&deps, bearer(&headers)).await
}

/// The token may stand in the form instead of the header (RFC 6750 §2.2), and not in both.
pub(super) async fn by_post(
    State(deps): State<Deps>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = body.ok().filter(|_| form::is_form(&headers));
    let pairs = form.and_then(|body| form::pairs(&body).ok());
    let sent = pairs.unwrap_or_default();
    let mut sent = sent.iter().filter(|(name, _)| name == "access_token");
    match (bearer(&headers), sent.next(), sent.next()) {
        (header, None, None) => answer(&deps, header).await,
        (None, Some((_, token)), None) => answer(&deps, Some(token.as_str())).await,
        _ => refused(
            StatusCode::BAD_REQUEST,
            "Bearer realm=\"sayso\", error=\"invalid_request\"",
        ),
    }
}

async fn answer(deps: &Deps, token: Option<&str>) -> Response {
    let Some(token) = token else {
        // RFC 6750 §3: a request without a token gets the scheme and no error code.
        return refused(StatusCode::UNAUTHORIZED, "Bearer realm=\"sayso\"");
    };
    match userinfo(deps, token).await {
        Ok(UserInfo { person, fhir_user }) => {
            let claims = Claims {
                sub: person.to_string(),
                fhir_user,
            };
            super::never_stored::never_stored(Json(claims).into_response())
        }
        Err(UserInfoError::Invalid) => refused(
            StatusCode::UNAUTHORIZED,
            "Bearer realm=\"sayso\", error=\"invalid_token\"",
        ),
        Err(UserInfoError::NotOpenId) => refused(
            StatusCode::FORBIDDEN,
            "Bearer realm=\"sayso\", error=\"insufficient_scope\", scope=\"openid\"",
        ),
        Err(UserInfoError::Store(error)) => {
            tracing::error!(%error, "userinfo endpoint failed");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// RFC 6750 §2.1; the scheme is case-insensitive (RFC 9110 §11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn refused(status: StatusCode, challenge: &'static str) -> Response {
    let challenge = HeaderValue::from_static(challenge);
    let response = (status, [(header::WWW_AUTHENTICATE, challenge)]).into_response();
    super::never_stored::never_stored(response)
}
