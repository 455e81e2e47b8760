//! Making an account with what the hospital sent. The `server` crate implements it.

use async_trait::async_trait;
use http::request::Parts;

use super::answer::Answer;
use crate::facts::{
    PortalError,
    activation::{ActivateForm, ActivatePage, BeginAccountPage},
    passkeys::NewPasskeyForm,
    security::PasswordForm,
};

/// Making an account. Nobody is known here: what the browser holds of an activation is all that can be asked of.
#[async_trait]
pub trait Activation: Send + Sync {
    /// The same page for every secret, whether it opens anything or not.
    async fn page(&self, secret: Option<String>) -> Result<ActivatePage, PortalError>;

    /// The same answer for everything that opens nothing.
    async fn open(&self, request: &Parts, form: ActivateForm) -> Result<Answer, PortalError>;

    /// [`PortalError::ChangedMeanwhile`] if nothing is open in this browser.
    async fn account_page(&self, request: &Parts) -> Result<BeginAccountPage, PortalError>;

    /// The same answer for every address.
    async fn mail(&self, request: &Parts, email: String) -> Result<Answer, PortalError>;
    async fn begin(&self, request: &Parts, form: PasswordForm) -> Result<Answer, PortalError>;
    async fn begin_with_passkey(
        &self,
        request: &Parts,
        form: NewPasskeyForm,
    ) -> Result<Answer, PortalError>;
}
