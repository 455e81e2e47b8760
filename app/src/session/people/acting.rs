//! The caregiver's side: asking for more, turning to a patient's pages and back, and whose record an app gets.

use async_trait::async_trait;
use domain::ids::{AuthorizationRequestId, DelegationId};

use crate::{
    facts::{
        PortalError,
        people::{AskForm, AskPage, WhosePage},
    },
    session::Answer,
};

/// The patients for whom somebody acts.
#[async_trait]
pub trait ActingSession {
    async fn ask_page(&self, delegation: DelegationId) -> Result<AskPage, PortalError>;

    async fn ask(&self, delegation: DelegationId, form: AskForm) -> Result<Answer, PortalError>;

    /// Turns to somebody's pages, or back to one's own.
    async fn act_for(&self, delegation: Option<DelegationId>) -> Result<Answer, PortalError>;

    async fn whose(&self, request: AuthorizationRequestId) -> Result<WhosePage, PortalError>;

    /// As [`Self::act_for`], and on to the question of the app.
    async fn choose_record(
        &self,
        request: AuthorizationRequestId,
        record: String,
    ) -> Result<Answer, PortalError>;

    /// Back to the app that asks, which hears that nothing is shared.
    async fn leave_request(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError>;
}
