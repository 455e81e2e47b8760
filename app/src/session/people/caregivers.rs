//! The patient's side: all caregivers, one caregiver's page, and changing what they may do.

use async_trait::async_trait;
use domain::ids::DelegationId;

use crate::{
    facts::{
        PortalError,
        people::{CaregiverForm, CaregiverPage, ConfirmCaregiverPage, PeoplePage},
        proof::ProofForm,
    },
    session::Answer,
};

/// The caregivers of a patient.
#[async_trait]
pub trait CaregiversSession {
    /// The caregivers of the person, and the patients they act for.
    async fn people(&self) -> Result<PeoplePage, PortalError>;

    async fn set_quiet(&self, on: bool) -> Result<Answer, PortalError>;

    /// For the patient only; the caregiver's own view is [`DelegationSession::delegation`](super::DelegationSession::delegation).
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

    /// Makes the change, if the page showed it ([`crate::words::seen::caregiver_change`]); otherwise
    /// [`PortalError::ChangedMeanwhile`].
    async fn confirm(
        &self,
        delegation: DelegationId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;

    async fn decline_ask(&self, delegation: DelegationId) -> Result<Answer, PortalError>;
}
