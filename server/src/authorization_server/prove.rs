//! Which client calls a token endpoint, proved.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{client::Client, ids::ClientId};

use super::{client_credentials, form_post::FormPost, token_error::TokenError};
use crate::{
    http::throttle::Throttle,
    operations::tokens::{
        authenticate_client::{ClientAuthenticationError, ClientCredentials, authenticate_client},
        find_refreshing_client::find_refreshing_client,
    },
    state::Deps,
};

/// Wrong secrets per client. The right secret is always taken, so nobody can lock a client out by guessing.
#[derive(Clone)]
pub(super) struct Tries(Arc<Throttle<ClientId>>);

impl Default for Tries {
    fn default() -> Self {
        Self(Arc::new(Throttle::new(20, TimeDelta::minutes(1))))
    }
}

pub(super) async fn prove(deps: &Deps, form: &FormPost) -> Result<Client, TokenError> {
    let credentials = client_credentials::read(&form.headers, &form.parameters)?;
    prove_by(deps, form, credentials).await
}

/// The same for a refresh. RFC 6749 §6 asks no name of a public client, and `fhirclient` sends none: then the token tells
/// whose it is. A client that has a secret is refused without it, as ever.
pub(super) async fn prove_refreshing(
    deps: &Deps,
    form: &FormPost,
    token: &str,
) -> Result<Client, TokenError> {
    if !client_credentials::are_left_out(&form.headers, &form.parameters)? {
        return prove(deps, form).await;
    }
    let found = find_refreshing_client(deps, token).await;
    let client = found.map_err(TokenError::unavailable)?;
    let credentials = ClientCredentials {
        client: client.ok_or(TokenError::Client)?,
        secret: None,
    };
    prove_by(deps, form, credentials).await
}

async fn prove_by(
    deps: &Deps,
    form: &FormPost,
    credentials: ClientCredentials,
) -> Result<Client, TokenError> {
    let name = credentials.client.clone();
    let proved = authenticate_client(deps, credentials).await;
    proved.map_err(|error| {
        tracing::info!(client = %name, %error, "a client was refused");
        match error {
            ClientAuthenticationError::WrongSecret => wrong_secret(deps, &form.tries, name),
            ClientAuthenticationError::Unknown
            | ClientAuthenticationError::WrongMethod
            | ClientAuthenticationError::Suspended => TokenError::Client,
            ClientAuthenticationError::Store(error) => TokenError::unavailable(error),
        }
    })
}

fn wrong_secret(deps: &Deps, tries: &Tries, client: ClientId) -> TokenError {
    if tries.0.take(client, deps.clock.now()) {
        TokenError::Client
    } else {
        TokenError::TooManyTries
    }
}
