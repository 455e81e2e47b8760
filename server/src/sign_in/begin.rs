//! Begins a sign-in at the provider: stores the attempt and redirects the browser. By POST only, so that no link can
//! begin one.

use std::{sync::Arc, time::Duration};

use app::{facts::PortalError, paths};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::HeaderMap,
    response::Response,
};
use domain::{assurance::StepUpAction, session::Session};
use openidconnect::{
    AuthenticationContextClass, ClientId, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    Scope,
    core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient},
};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

use super::{attempt_cookie, exchange_code::redirect_uri};
use crate::{
    http::{own_path::own_path, redirect::see_other, session},
    operations::sign_in::start_upstream::{StartUpstream, Started, start_upstream},
    state::Deps,
    upstream::{Metadata, Provider, ProviderError},
};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    next: String,
    /// A signed-in person wants to link the identity to their account.
    #[serde(default)]
    add: bool,
}

pub(super) async fn begin(
    State(deps): State<Deps>,
    headers: HeaderMap,
    form: Result<Form<Wish>, FormRejection>,
) -> Response {
    let wish = form.map(|Form(wish)| wish).unwrap_or_default();
    let next = own_path(&wish.next);
    match leave(&deps, &headers, wish.add, next.clone()).await {
        Ok((address, started)) => see_other(
            address.as_str(),
            &[attempt_cookie::cookie(&deps, &started.browser)],
        ),
        Err(Stays::SignInFirst) => {
            let next = paths::Hospital.to_string();
            see_other(&paths::SignIn { next }.to_string(), &[])
        }
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "upstream sign-in could not be started"
            );
            let problem = PortalError::HospitalAway;
            let page = if wish.add {
                paths::with_problem(&paths::Hospital, problem)
            } else {
                paths::with_problem(&paths::SignIn { next }, problem)
            };
            see_other(&page, &[])
        }
    }
}

/// Why the browser is not redirected to the provider.
#[derive(Debug, Error)]
enum Stays {
    #[error("no upstream provider is set")]
    NoProvider,
    #[error("no session: nobody is signed in")]
    SignInFirst,
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error("the upstream sign-in could not be stored")]
    Unkept(#[source] Box<dyn std::error::Error + Send + Sync>),
}

async fn leave(
    deps: &Deps,
    headers: &HeaderMap,
    add: bool,
    next: String,
) -> Result<(Url, Started), Stays> {
    let provider = deps.upstream.as_ref().ok_or(Stays::NoProvider)?;
    let visitor = session::visitor(deps, headers).await;
    let visitor = visitor.map_err(|error| Stays::Unkept(error.into()))?;
    let person = match (add, visitor) {
        (true, None) => return Err(Stays::SignInFirst),
        (true, Some(visitor)) => Some(visitor.person.id),
        (false, _) => None,
    };
    let metadata = provider.metadata(deps.clock.now()).await?;
    let start = StartUpstream {
        issuer: provider.issuer().to_owned(),
        next,
        person,
    };
    let started = start_upstream(deps, start).await;
    let started = started.map_err(|error| Stays::Unkept(error.into()))?;
    let address = address(deps, provider, &metadata, &started)?;
    Ok((address, started))
}

/// OpenID Connect Core §3.1.2.1, with PKCE (RFC 7636).
fn address(
    deps: &Deps,
    provider: &Arc<Provider>,
    metadata: &Metadata,
    started: &Started,
) -> Result<Url, ProviderError> {
    let client = ClientId::new(provider.settings.client_id.clone());
    let client = CoreClient::from_provider_metadata(metadata.clone(), client, None)
        .set_redirect_uri(redirect_uri(&deps.config)?);
    let verifier = PkceCodeVerifier::new(started.verifier.expose().to_owned());
    let state = CsrfToken::new(started.state.expose().to_owned());
    let nonce = Nonce::new(started.nonce.expose().to_owned());
    let fresh = started.attempt.must_be_fresh();
    let max_age = if fresh {
        StepUpAction::FRESH_FOR
    } else {
        Session::LONGEST
    };
    let request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || state,
            || nonce,
        )
        .add_scopes(
            provider
                .settings
                .claims
                .scopes
                .iter()
                .cloned()
                .map(Scope::new),
        )
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        // With it the ID token must say when the person was authenticated.
        .set_max_age(Duration::from_secs(max_age.num_seconds().unsigned_abs()));
    let request = if fresh {
        request.add_prompt(CoreAuthPrompt::Login)
    } else {
        request
    };
    // The provider may answer with less (OpenID Connect Core §5.5.1.1): what it says is looked at.
    let strong = &deps.config.upstream_strong_acr.0;
    let strong = strong.iter().cloned().map(AuthenticationContextClass::new);
    let request = strong.fold(
        request,
        openidconnect::AuthorizationRequest::add_auth_context_value,
    );
    Ok(request.url().0)
}
