//! Is this database the demo's? Its passwords and secrets are public, so it never becomes a hospital's, nor the other way.

use thiserror::Error;

use crate::operations::prelude::*;

/// Why the demo does not take a database.
#[derive(Debug, Error)]
pub enum DemoError {
    /// It holds something that the demo did not make.
    #[error(
        "this database is in use and not a demo's: the demo adds accounts whose passwords everybody knows; name an empty one"
    )]
    InUse,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes an unused database the demo's; one that is already stays so.
///
/// # Errors
/// [`DemoError::InUse`] if it is neither; nothing is changed then.
pub async fn claim_for_demo(deps: &Deps) -> Result<(), DemoError> {
    let tx = deps.store.begin().await?;
    if tx.installation().is_demo().await? {
        return Ok(());
    }
    if !tx.installation().is_unused().await? {
        return Err(DemoError::InUse);
    }
    tx.installation().mark_demo().await?;
    Ok(tx.commit().await?)
}

/// Whether this database is the demo's.
pub async fn is_demo_database(deps: &Deps) -> Result<bool, StoreError> {
    deps.store.read().installation().is_demo().await
}
