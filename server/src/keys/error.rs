//! Why a key cannot be made or used.

use thiserror::Error;

/// Why a key cannot be made or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("signing key could not be generated")]
    Generate,
    #[error("stored signing key could not be decoded")]
    Unreadable,
}
