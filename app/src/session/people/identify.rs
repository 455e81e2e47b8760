//! An app asks who somebody is, and nothing of their record.

use async_trait::async_trait;
use domain::ids::AuthorizationRequestId;

use crate::{
    facts::{PortalError, consent::IdentifyPage},
    session::Answer,
};

/// A sign-in to an app, as its holder answers it.
#[async_trait]
pub trait IdentifySession {
    async fn identify_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<IdentifyPage, PortalError>;

    /// Tells the app, if the page showed what would be stored ([`crate::words::seen::identify`]); otherwise
    /// [`PortalError::ChangedMeanwhile`].
    async fn identify(
        &self,
        request: AuthorizationRequestId,
        shown: String,
    ) -> Result<Answer, PortalError>;

    /// Back to the app, which is told nothing.
    async fn keep_unknown(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError>;
}
