//! Inviting somebody, and answering an invitation.

use async_trait::async_trait;
use domain::ids::InvitationId;

use crate::{
    facts::{
        PortalError,
        people::{ConfirmInvitePage, InvitationPage, InviteForm, InvitePage},
        proof::ProofForm,
    },
    session::Answer,
};

/// Invitations to become a caregiver, from both sides.
#[async_trait]
pub trait InvitationsSession {
    async fn invite_page(&self) -> Result<InvitePage, PortalError>;

    /// Keeps the form, and leads to [`crate::paths::ConfirmInvite`] if it says everything.
    async fn keep_invite(&self, form: InviteForm) -> Result<Answer, PortalError>;

    async fn confirm_invite_page(&self) -> Result<ConfirmInvitePage, PortalError>;

    /// Sends it, if the page showed it ([`crate::words::seen::invite`]); otherwise [`PortalError::ChangedMeanwhile`].
    async fn send_invite(&self, shown: String, proof: ProofForm) -> Result<Answer, PortalError>;

    async fn withdraw_invite(&self, invitation: InvitationId) -> Result<Answer, PortalError>;

    /// Every failure is [`PortalError::LinkDoesNotWork`], whatever its cause.
    async fn invitation(&self, secret: String) -> Result<InvitationPage, PortalError>;

    async fn accept(&self, secret: String, code: String) -> Result<Answer, PortalError>;

    async fn decline(&self, secret: String) -> Result<Answer, PortalError>;
}
