//! A form in the body of a POST, and no query: how clients call the token endpoints.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::HeaderMap,
};

use super::{parameters::Parameters, secret_attempts::SecretAttempts, token_error::TokenError};
use crate::http::form;

/// The form and the headers it came with.
pub(super) struct FormPost {
    pub(super) headers: HeaderMap,
    pub(super) parameters: Parameters,
    pub(super) secret_attempts: SecretAttempts,
}

impl<S: Send + Sync> FromRequest<S> for FormPost {
    type Rejection = TokenError;

    async fn from_request(request: Request, state: &S) -> Result<Self, TokenError> {
        // RFC 6749 §2.3.1 and §3.2: secrets and codes never stand in an address.
        if request.uri().query().is_some_and(|query| !query.is_empty()) {
            return Err(TokenError::InAddress);
        }
        let attempts = request.extensions().get::<SecretAttempts>().cloned();
        let headers = request.headers().clone();
        if !form::is_form(&headers) {
            return Err(TokenError::NotAForm);
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| TokenError::TooLong)?;
        Ok(Self {
            headers,
            parameters: Parameters::parse(&body)?,
            secret_attempts: attempts.unwrap_or_default(),
        })
    }
}
