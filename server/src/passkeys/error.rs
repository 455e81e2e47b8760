//! Why a WebAuthn response is refused.

use thiserror::Error;
use webauthn_rs::prelude::WebauthnError;

#[derive(Debug, Error)]
pub enum PasskeyError {
    #[error("public_url has no host name: passkeys are unavailable")]
    NotPossible,
    /// It is not JSON of the expected shape.
    #[error("malformed WebAuthn response")]
    Unreadable,
    #[error("WebAuthn response from a cross-origin frame")]
    OtherPage,
    #[error("userHandle of the credential names another person")]
    OtherPerson,
    #[error("the authenticator did not verify the user (UV)")]
    NotVerified,
    /// The signature counter went back: two authenticators may hold the same key (WebAuthn Level 3 §6.1.1).
    #[error("signature counter did not grow: the credential may have been cloned")]
    Copied,
    #[error("WebAuthn verification failed: {0}")]
    Refused(WebauthnError),
    /// An error of the server, not of the response.
    #[error("stored WebAuthn ceremony or credential could not be decoded")]
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
