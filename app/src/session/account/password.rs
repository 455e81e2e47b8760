//! A new password for somebody who is signed in.

use async_trait::async_trait;

use crate::{
    facts::{
        PortalError,
        proof::ProofForm,
        security::{PasswordForm, PasswordPage},
    },
    session::Answer,
};

/// The password of the person.
#[async_trait]
pub trait PasswordSession {
    async fn password_page(&self) -> Result<PasswordPage, PortalError>;
    async fn change_password(
        &self,
        form: PasswordForm,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;
}
