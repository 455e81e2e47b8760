//! How and where somebody is signed in, signing out there, and stopping who wants to get in.

use async_trait::async_trait;
use domain::ids::SessionId;

use crate::{
    facts::{
        PortalError,
        proof::ProofForm,
        security::{SecurityPage, SignInChoicePage},
    },
    session::Answer,
};

/// The ways into the account, and the browsers in which it is open.
#[async_trait]
pub trait PlacesSession {
    async fn security(&self) -> Result<SecurityPage, PortalError>;

    /// Signs out one browser; the one that asks is signed out as by "Sign out".
    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError>;
    async fn end_other_sessions(&self) -> Result<Answer, PortalError>;

    /// The page on which a person lets nothing but passkeys sign in.
    async fn sign_in_page(&self) -> Result<SignInChoicePage, PortalError>;
    async fn choose_sign_in(&self, only: bool, proof: ProofForm) -> Result<Answer, PortalError>;

    /// Ends every attempt to get into the account without the usual way.
    async fn stop_recovery(&self, proof: ProofForm) -> Result<Answer, PortalError>;
}
