//! Why does no session begin?

use thiserror::Error;

use crate::{audit::Unavailable, store::StoreError};

/// Why no session begins.
#[derive(Debug, Error)]
pub enum BeginSessionError {
    /// Staff locked the account.
    #[error("the account is locked")]
    Locked,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}
