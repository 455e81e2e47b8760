//! The history of the record, with its filters.

use async_trait::async_trait;

use crate::facts::{
    PortalError,
    activity::{ActivityPage, Filter},
};

/// What happened to the record.
#[async_trait]
pub trait ActivitySession {
    async fn activity(&self, filter: Filter) -> Result<ActivityPage, PortalError>;
}
