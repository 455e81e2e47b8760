//! What the record holds, as far as the reader may see it.

use async_trait::async_trait;

use crate::facts::{
    PortalError,
    records::{CopyPage, RecordsPage, RecordsQuery},
};

/// The record itself.
#[async_trait]
pub trait RecordsSession {
    async fn records(&self, query: RecordsQuery) -> Result<RecordsPage, PortalError>;

    /// The form of this page is answered at its own address, with the file.
    async fn copy_page(&self) -> Result<CopyPage, PortalError>;
}
