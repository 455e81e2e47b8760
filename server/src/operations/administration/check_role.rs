//! May the database role of the server do what it must, and no more?

use thiserror::Error;

use crate::{operations::prelude::*, store::RoleFault};

/// Why the server cannot work as this role.
#[derive(Debug, Error)]
pub enum RoleError {
    /// It may not use a table.
    #[error(transparent)]
    Fault(RoleFault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks the role that we are connected as. One that could change evidence works, and is told to the log.
///
/// # Errors
/// [`RoleError::Fault`] if a table is closed to it.
pub async fn check_role(deps: &Deps) -> Result<(), RoleError> {
    for fault in deps.store.role_faults().await? {
        if fault != RoleFault::MayChangeEvidence {
            return Err(RoleError::Fault(fault));
        }
        tracing::warn!("{fault}");
    }
    Ok(())
}
