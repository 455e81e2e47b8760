//! The doors to what somebody does about their own account, and to getting back into it; the `server` crate implements
//! them.

use async_trait::async_trait;
use domain::{Timestamp, ids::SessionId};
use http::request::Parts;

use super::Answer;
use crate::facts::{
    PortalError,
    hospital::HospitalPage,
    notices::{MailsForm, NoticesPage},
    proof::ProofForm,
    recovery::{RecoveryPage, RecoveryStart},
    security::{PasswordForm, PasswordPage, SecurityPage},
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

    async fn hospital_page(&self) -> Result<HospitalPage, PortalError>;

    /// What came back from the hospital in this browser belongs to the account from now on.
    async fn add_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError>;
    async fn remove_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError>;

    /// Signs out one browser; the one that asks is signed out as by "Sign out".
    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError>;
    async fn end_other_sessions(&self) -> Result<Answer, PortalError>;

    async fn notices(&self) -> Result<NoticesPage, PortalError>;
    /// Everything that was told up to this moment.
    async fn mark_notices_read(&self, up_to: Timestamp) -> Result<Answer, PortalError>;
    async fn choose_mails(&self, form: MailsForm) -> Result<Answer, PortalError>;

    /// Ends every attempt to get into the account without the usual way.
    async fn stop_recovery(&self) -> Result<Answer, PortalError>;
}

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
