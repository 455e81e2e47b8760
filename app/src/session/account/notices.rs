//! What a person was told, and which mails they get.

use async_trait::async_trait;
use domain::Timestamp;

use crate::{
    facts::{
        PortalError,
        notices::{MailsForm, NoticesPage},
        proof::ProofForm,
    },
    session::Answer,
};

/// The notices of the person.
#[async_trait]
pub trait NoticesSession {
    async fn notices(&self) -> Result<NoticesPage, PortalError>;
    /// Everything that was told up to this moment.
    async fn mark_notices_read(&self, up_to: Timestamp) -> Result<Answer, PortalError>;
    /// Turning mails off needs a proof.
    async fn choose_mails(&self, form: MailsForm, proof: ProofForm) -> Result<Answer, PortalError>;
}
