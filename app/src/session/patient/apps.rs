//! Connected apps: home, all of them, one of them, stopping it, and its receipt.

use async_trait::async_trait;
use domain::ids::ConsentId;

use crate::{
    facts::{
        PortalError,
        connected_apps::{
            AppPage, AppsPage, AppsQuery, HomePage, ReceiptPage, StopPage, StoppedPage,
        },
    },
    session::Answer,
};

/// The apps that can look, could look, or no longer look.
#[async_trait]
pub trait AppsSession {
    async fn home(&self) -> Result<HomePage, PortalError>;

    async fn apps(&self, query: AppsQuery) -> Result<AppsPage, PortalError>;

    async fn app(&self, consent: ConsentId) -> Result<AppPage, PortalError>;

    async fn stop_page(&self, consent: ConsentId) -> Result<StopPage, PortalError>;

    async fn stop(&self, consent: ConsentId) -> Result<Answer, PortalError>;

    async fn stopped(&self, consent: ConsentId) -> Result<StoppedPage, PortalError>;

    async fn receipt(
        &self,
        consent: ConsentId,
        version: Option<u32>,
    ) -> Result<ReceiptPage, PortalError>;
}
