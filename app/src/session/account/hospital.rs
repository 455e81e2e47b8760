//! The hospital's own sign-in, as somebody adds it to their account and takes it away.

use async_trait::async_trait;

use crate::{
    facts::{PortalError, hospital::HospitalPage, proof::ProofForm},
    session::Answer,
};

/// Whether the hospital's own sign-in opens the account.
#[async_trait]
pub trait HospitalSession {
    async fn hospital_page(&self) -> Result<HospitalPage, PortalError>;

    /// What came back from the hospital in this browser belongs to the account from now on.
    async fn add_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError>;
    async fn remove_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError>;
}
