//! Why does a code of the provider lead to no identity?

use openidconnect::{ClaimsVerificationError, SignatureVerificationError, SigningError};
use thiserror::Error;

use crate::upstream::ProviderError;

/// Why a code leads to no identity.
#[derive(Debug, Error)]
pub(super) enum ExchangeError {
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error("the upstream provider has no token endpoint")]
    NoTokenEndpoint,
    #[error("the upstream sign-in was answered before")]
    NotAway,
    #[error("code exchange failed: {0}")]
    Code(String),
    #[error("the token response has no ID token")]
    NoIdToken,
    #[error(transparent)]
    Claims(#[from] ClaimsVerificationError),
    #[error("at_hash of the access token could not be computed")]
    Hash(#[from] SigningError),
    #[error(transparent)]
    Signature(#[from] SignatureVerificationError),
    #[error("at_hash of the ID token does not match the access token")]
    OtherAccessToken,
    #[error("the ID token's azp is another client")]
    OtherParty,
    #[error("the ID token's sub is empty or too long")]
    Subject,
    #[error("the claims about the person cannot be had: {0}")]
    UserInfo(String),
}
