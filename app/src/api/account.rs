//! The door to what somebody does about their own account; the `server` crate implements it.

use async_trait::async_trait;
use domain::ids::SessionId;

use super::{
    PortalError,
    proof::ProofForm,
    security::{PasswordForm, PasswordPage, SecurityPage},
    session::Answer,
};

/// What somebody does about their own account, whether or not there is a record of theirs.
#[async_trait]
pub trait AccountSession: Send + Sync {
    async fn security(&self) -> Result<SecurityPage, PortalError>;
    async fn password_page(&self) -> Result<PasswordPage, PortalError>;
    async fn change_password(
        &self,
        form: PasswordForm,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;

    /// Signs out one browser; the one that asks is signed out as by "Sign out".
    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError>;
    async fn end_other_sessions(&self) -> Result<Answer, PortalError>;
}
