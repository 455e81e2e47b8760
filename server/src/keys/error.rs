//! Why a key cannot be made or used.

use thiserror::Error;

/// Why a key cannot be made or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("signing key could not be generated")]
    Generate,
    #[error("stored signing key could not be decoded")]
    Unreadable,
    #[error(
        "stored signing key is wrapped by a key that is not set: name it in key_encryption_key_file or key_encryption_key"
    )]
    Locked,
}
