//! One delegation, as the one of its two sides sees it who asks, and its end.

use async_trait::async_trait;
use domain::ids::DelegationId;

use crate::{
    facts::{
        PortalError,
        people::{DelegationEndedPage, DelegationFacts},
    },
    session::Answer,
};

/// A delegation, for the patient and for the caregiver.
#[async_trait]
pub trait DelegationSession {
    async fn delegation(&self, delegation: DelegationId) -> Result<DelegationFacts, PortalError>;

    async fn end(&self, delegation: DelegationId) -> Result<Answer, PortalError>;

    async fn ended(&self, delegation: DelegationId) -> Result<DelegationEndedPage, PortalError>;
}
