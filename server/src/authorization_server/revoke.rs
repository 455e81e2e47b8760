//! The revocation endpoint: the whole grant ends with the token (RFC 7009).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{client_authentication::authenticate, form_post::FormPost, token_error::TokenError};
use crate::{context::Context, operations::tokens::revoke_token::revoke_token, state::Deps};

/// RFC 7009 §2.2: a token that is unknown, or of another client, is answered like one that was revoked.
pub(super) async fn accept(
    State(deps): State<Deps>,
    ctx: Context,
    form: Result<FormPost, TokenError>,
) -> Result<Response, TokenError> {
    let form = form?;
    let client = authenticate(&deps, &form).await?;
    let token = form.parameters.one("token")?;
    let token = token.ok_or(TokenError::Missing("token"))?;
    revoke_token(&deps, ctx, &client, token)
        .await
        .map_err(TokenError::unavailable)?;
    // RFC 7009 §2.2 lets the content be ignored; libraries that read it anyway expect JSON.
    Ok(super::never_stored::never_stored(
        Json(json!({})).into_response(),
    ))
}
