//! The token endpoint (RFC 6749 §3.2): exchanges a code or a refresh token for tokens, once each.

use axum::{extract::State, response::Response};
use domain::{
    Timestamp,
    scope::{Scope, ScopeSet},
};

use super::{
    client_authentication::{authenticate, authenticate_refresh},
    form_post::FormPost,
    id_token::{self, SmartIdToken},
    parameters::Parameters,
    token_error::TokenError,
    token_response,
};
use crate::{
    context::Context,
    keys::SigningAlgorithm,
    operations::tokens::{
        exchange_code::{ExchangeCode, ExchangeError, exchange_code},
        issue_tokens::{Issued, SignedInAs},
        rotate_refresh_token::{RotateError, RotateRefreshToken, rotate_refresh_token},
        signing_keys::signing_key,
    },
    state::Deps,
};

pub(super) async fn exchange(
    State(deps): State<Deps>,
    ctx: Context,
    form: Result<FormPost, TokenError>,
) -> Result<Response, TokenError> {
    let form = form?;
    let issued = match form.parameters.one("grant_type")? {
        Some("authorization_code") => by_code(&deps, ctx, &form).await?,
        Some("refresh_token") => by_refresh_token(&deps, ctx, &form).await?,
        Some(_) => {
            authenticate(&deps, &form).await?;
            return Err(TokenError::GrantType);
        }
        None => return Err(TokenError::Missing("grant_type")),
    };
    respond(&deps, &issued).await
}

async fn by_code(deps: &Deps, ctx: Context, form: &FormPost) -> Result<Issued, TokenError> {
    let client = authenticate(deps, form).await?;
    let code = required(&form.parameters, "code")?;
    let redirect_uri = form.parameters.one("redirect_uri")?;
    let verifier = form.parameters.one("code_verifier")?;
    let asked = ExchangeCode {
        code: code.to_owned(),
        redirect_uri: redirect_uri.map(str::to_owned),
        verifier: verifier.map(str::to_owned),
    };
    let issued = exchange_code(deps, ctx, &client, asked).await;
    issued.map_err(|error| {
        tracing::info!(client = %client.id, %error, "authorization code refused");
        match error {
            ExchangeError::Unknown
            | ExchangeError::OtherClient
            | ExchangeError::WrongRedirect
            | ExchangeError::WrongVerifier
            | ExchangeError::Over(_)
            | ExchangeError::Refused(_) => TokenError::Code,
            ExchangeError::Store(_) => TokenError::Unavailable,
        }
    })
}

async fn by_refresh_token(
    deps: &Deps,
    ctx: Context,
    form: &FormPost,
) -> Result<Issued, TokenError> {
    let token = required(&form.parameters, "refresh_token")?;
    let client = authenticate_refresh(deps, form, token).await?;
    let asked = RotateRefreshToken {
        token: token.to_owned(),
        scope: narrower(&form.parameters)?,
    };
    let issued = rotate_refresh_token(deps, ctx, &client, asked).await;
    issued.map_err(|error| {
        tracing::info!(client = %client.id, %error, "refresh token refused");
        match error {
            RotateError::Unknown
            | RotateError::OtherClient
            | RotateError::Expired
            | RotateError::Replayed
            | RotateError::Refused(_) => TokenError::RefreshToken,
            RotateError::WiderScope => TokenError::Scope,
            RotateError::Store(_) => TokenError::Unavailable,
        }
    })
}

async fn respond(deps: &Deps, issued: &Issued) -> Result<Response, TokenError> {
    let now = deps.clock.now();
    let id_token = match &issued.signed_in {
        Some(signed_in) => Some(id_token(deps, signed_in, issued, now).await?),
        None => None,
    };
    Ok(token_response::answer(issued, id_token, now))
}

async fn id_token(
    deps: &Deps,
    signed_in: &SignedInAs,
    issued: &Issued,
    now: Timestamp,
) -> Result<SmartIdToken, TokenError> {
    let key = signing_key(deps, SigningAlgorithm::Rs256)
        .await
        .map_err(TokenError::unavailable)?;
    let access_token = issued.access_token.expose();
    let issuer = deps.config.issuer();
    id_token::sign(signed_in, access_token, &issuer, &key, now).map_err(TokenError::unavailable)
}

fn required<'a>(parameters: &'a Parameters, name: &'static str) -> Result<&'a str, TokenError> {
    parameters.one(name)?.ok_or(TokenError::Missing(name))
}

/// RFC 6749 §6: a refresh may request less. A scope that is not supported was never granted.
fn narrower(parameters: &Parameters) -> Result<Option<ScopeSet>, TokenError> {
    let Some(text) = parameters.one("scope")? else {
        return Ok(None);
    };
    text.split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| Scope::parse(word).ok_or(TokenError::Scope))
        .collect::<Result<ScopeSet, _>>()
        .map(Some)
}
