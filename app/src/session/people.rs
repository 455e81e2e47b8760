//! What the pages about people ask of the server, whoever's record is open.

use async_trait::async_trait;
use domain::ids::{AuthorizationRequestId, DelegationId, InvitationId};

use super::Answer;
use crate::facts::{
    PortalError,
    people::{
        AskForm, AskPage, CaregiverForm, CaregiverPage, ConfirmCaregiverPage, ConfirmInvitePage,
        DelegationEndedPage, DelegationFacts, InvitationPage, InviteForm, InvitePage, PeoplePage,
        WhosePage,
    },
    proof::ProofForm,
};

/// What a person does about delegations: of their own record to caregivers, and of patients to them.
#[async_trait]
pub trait PeopleSession: Send + Sync {
    async fn people(&self) -> Result<PeoplePage, PortalError>;
    async fn invite_page(&self) -> Result<InvitePage, PortalError>;

    /// Keeps the form, and leads to [`crate::paths::ConfirmInvite`] if it says everything.
    async fn keep_invite(&self, form: InviteForm) -> Result<Answer, PortalError>;
    async fn confirm_invite_page(&self) -> Result<ConfirmInvitePage, PortalError>;
    async fn send_invite(&self, proof: ProofForm) -> Result<Answer, PortalError>;
    async fn withdraw_invite(&self, invitation: InvitationId) -> Result<Answer, PortalError>;
    async fn set_quiet(&self, on: bool) -> Result<Answer, PortalError>;

    /// For the patient only; the caregiver's own view is [`PeopleSession::delegation`].
    async fn caregiver(&self, delegation: DelegationId) -> Result<CaregiverPage, PortalError>;

    /// Less takes effect at once; more, longer, or a yes after a review leads to [`crate::paths::ConfirmCaregiver`].
    async fn change(
        &self,
        delegation: DelegationId,
        form: CaregiverForm,
    ) -> Result<Answer, PortalError>;
    async fn confirm_page(
        &self,
        delegation: DelegationId,
    ) -> Result<ConfirmCaregiverPage, PortalError>;
    async fn confirm(
        &self,
        delegation: DelegationId,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;
    async fn decline_ask(&self, delegation: DelegationId) -> Result<Answer, PortalError>;

    /// Both sides of a delegation from here on.
    async fn delegation(&self, delegation: DelegationId) -> Result<DelegationFacts, PortalError>;
    async fn end(&self, delegation: DelegationId) -> Result<Answer, PortalError>;
    async fn ended(&self, delegation: DelegationId) -> Result<DelegationEndedPage, PortalError>;

    /// For the caregiver only.
    async fn ask_page(&self, delegation: DelegationId) -> Result<AskPage, PortalError>;
    async fn ask(&self, delegation: DelegationId, form: AskForm) -> Result<Answer, PortalError>;

    /// Every failure is [`PortalError::LinkDoesNotWork`], whatever its cause.
    async fn invitation(&self, secret: String) -> Result<InvitationPage, PortalError>;
    async fn accept(&self, secret: String, code: String) -> Result<Answer, PortalError>;
    async fn decline(&self, secret: String) -> Result<Answer, PortalError>;

    /// Turns to somebody's pages, or back to one's own.
    async fn act_for(&self, delegation: Option<DelegationId>) -> Result<Answer, PortalError>;

    async fn whose(&self, request: AuthorizationRequestId) -> Result<WhosePage, PortalError>;

    /// As [`PeopleSession::act_for`], and on to the question of the app.
    async fn choose_record(
        &self,
        request: AuthorizationRequestId,
        record: String,
    ) -> Result<Answer, PortalError>;
}
