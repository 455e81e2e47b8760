//! The authorization endpoint (RFC 6749 §3.1): stores the request and sends the person to the consent page.
//!
//! A POST comes from another site by design (SMART `authorize-post`), so it has no CSRF token and changes nothing but
//! the list of pending requests. No page of another origin may read its responses. Browsers send no session with it
//! (`SameSite=Lax`): the page that it leads to, which they ask for by GET, finds out who is signed in.

use std::fmt::Display;

use axum::{
    body::Bytes,
    extract::{RawQuery, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{audit::AnonymousRefusal, ids::AuthorizationRequestId};

use super::{
    authorization_error::{AuthorizationError, PageError},
    authorization_parameters::{Asker, CheckedRequest, check, state as state_of},
    error_page,
    parameters::Parameters,
};
use crate::{
    context::Context,
    http::{form, session},
    operations::{
        answer_location,
        connect::{
            reach_demand::must_sign_in,
            request_authorization::{RequestAuthorizationError, request_authorization},
        },
        tokens::find_client::find_client,
    },
    state::Deps,
};

pub(super) async fn by_get(
    State(deps): State<Deps>,
    ctx: Context,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    answer(&deps, ctx, &headers, query.as_bytes()).await
}

pub(super) async fn by_post(
    State(deps): State<Deps>,
    ctx: Context,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match body {
        Ok(body) if form::is_form(&headers) => answer(&deps, ctx, &headers, &body).await,
        Ok(_) => error_page::answer(PageError::Unreadable, &headers),
        Err(_) => error_page::answer(PageError::TooLong, &headers),
    }
}

async fn answer(deps: &Deps, ctx: Context, headers: &HeaderMap, form: &[u8]) -> Response {
    match decide(deps, ctx, headers, form).await {
        Ok(location) => redirect(&location),
        Err(error) => error_page::answer(error, headers),
    }
}

/// Returns where the browser goes next: to the consent page, to sign-in, or back to the client with an error.
async fn decide(
    deps: &Deps,
    ctx: Context,
    headers: &HeaderMap,
    form: &[u8],
) -> Result<String, PageError> {
    let parameters = Parameters::parse(form).map_err(|_| PageError::Unreadable)?;
    let asker = Asker::read(&parameters)?;
    let client = find_client(deps, &asker.client)
        .await
        .map_err(unavailable)?;
    let Some(client) = client else {
        deps.refusals
            .count(deps.clock.now(), None, AnonymousRefusal::UnknownClient);
        return Err(PageError::UnknownClient);
    };
    let refused = || {
        let reason = AnonymousRefusal::AuthorizationRefused;
        deps.refusals
            .count(deps.clock.now(), Some(&client.id), reason);
    };
    asker
        .require_registered(&client)
        .inspect_err(|_| refused())?;
    let (fhir_base, now) = (deps.config.fhir_base(), deps.clock.now());
    let checked = check(&parameters, &asker, &client, &fhir_base, now);
    let answered = match checked {
        Ok(asked) => ask(deps, ctx, headers, asked).await,
        Err(error) => Err(error),
    };
    Ok(answered.unwrap_or_else(|error| {
        tracing::info!(client = %asker.client, %error, "authorization request refused");
        refused();
        refusal(&asker, error, state_of(&parameters), &deps.config.issuer())
    }))
}

async fn ask(
    deps: &Deps,
    ctx: Context,
    headers: &HeaderMap,
    asked: CheckedRequest,
) -> Result<String, AuthorizationError> {
    let visitor = session::visitor(deps, headers).await.map_err(unkept)?;
    let signed_in = visitor.is_some();
    let must_sign_in = match visitor {
        Some(visitor) => must_sign_in(deps, &visitor, asked.request.demand, &asked.request.scope)
            .await
            .map_err(unkept)?
            .ok_or(AuthorizationError::DemandUnmet)?,
        None => true,
    };
    if asked.silent {
        // A decision is always made on a page, so a silent request can only learn what is missing.
        return Err(if must_sign_in {
            AuthorizationError::LoginRequired
        } else {
            AuthorizationError::ConsentRequired
        });
    }
    let is_sign_in = asked.request.scope.is_sign_in();
    let request = request_authorization(deps, ctx, asked.request, signed_in).await;
    let request = request.map_err(|error| match error {
        RequestAuthorizationError::TooMany => AuthorizationError::TooMany,
        RequestAuthorizationError::Store(error) => unkept(error),
    })?;
    let question = question(request, is_sign_in);
    Ok(if must_sign_in {
        app::paths::SignIn { next: question }.to_string()
    } else {
        question
    })
}

/// The page that asks the person.
fn question(request: AuthorizationRequestId, is_sign_in: bool) -> String {
    if is_sign_in {
        app::paths::Identify(request).to_string()
    } else {
        app::paths::Consent(request).to_string()
    }
}

/// RFC 6749 §4.1.2.1, with the issuer of RFC 9207 and the state as it came.
fn refusal(
    asker: &Asker,
    error: AuthorizationError,
    state: Option<String>,
    issuer: &str,
) -> String {
    answer_location(
        &asker.redirect_uri,
        &[
            ("error", Some(error.code())),
            ("error_description", Some(&error.to_string())),
            ("state", state.as_deref()),
            ("iss", Some(issuer)),
        ],
    )
}

/// RFC 9700 §4.12: 303, so that no browser repeats a POST elsewhere.
fn redirect(location: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(location) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    super::never_stored::never_stored(
        (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
    )
}

fn unavailable(error: impl Display) -> PageError {
    tracing::error!(%error, "authorization endpoint: client could not be loaded");
    PageError::Unavailable
}

fn unkept(error: impl Display) -> AuthorizationError {
    tracing::error!(%error, "authorization endpoint: request could not be stored");
    AuthorizationError::Unavailable
}
