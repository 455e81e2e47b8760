//! Getting back into an account without the usual way. The `server` crate implements it.

use async_trait::async_trait;
use http::request::Parts;

use super::answer::Answer;
use crate::facts::{
    PortalError,
    recovery::{RecoveryPage, RecoveryStart},
    security::PasswordForm,
};

/// Getting back in without the usual way. Nobody is known here: the browser's own attempt is all that can be asked of.
#[async_trait]
pub trait Recovery: Send + Sync {
    async fn start(&self, request: &Parts) -> Result<RecoveryStart, PortalError>;
    async fn page(&self, request: &Parts) -> Result<RecoveryPage, PortalError>;

    /// The same answer for every address.
    async fn begin(&self, request: &Parts, email: String) -> Result<Answer, PortalError>;
    async fn check(&self, request: &Parts, code: String) -> Result<Answer, PortalError>;
    async fn recover(&self, request: &Parts, form: PasswordForm) -> Result<Answer, PortalError>;
}
