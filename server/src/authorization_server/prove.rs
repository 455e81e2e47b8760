//! Which client calls a token endpoint, proved.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{client::Client, ids::ClientId};

use super::{client_credentials, form_post::FormPost, token_error::TokenError};
use crate::{
    http::throttle::Throttle,
    operations::authenticate_client::{ClientAuthenticationError, authenticate_client},
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
