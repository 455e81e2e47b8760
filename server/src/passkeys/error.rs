//! Why an answer of a passkey is not taken.

use thiserror::Error;
use webauthn_rs::prelude::WebauthnError;

#[derive(Debug, Error)]
pub enum PasskeyError {
    #[error("this server's address has no name, so it has no passkeys")]
    NotPossible,
    /// It is not JSON of the expected shape.
    #[error("the answer cannot be read")]
    Unreadable,
    #[error("the answer was given inside a page of somebody else")]
    OtherPage,
    #[error("the credential says that it belongs to another person")]
    OtherPerson,
    #[error("the authenticator did not check who used it")]
    NotVerified,
    /// The counter went back: two authenticators may hold the same key.
    #[error("the credential may have been copied")]
    Copied,
    #[error("the answer does not fit the question: {0}")]
    Refused(WebauthnError),
    /// Ours to get right.
    #[error("what was kept of a ceremony or a credential cannot be read")]
    Kept(#[from] serde_json::Error),
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            error => Self::Refused(error),
        }
    }
}
