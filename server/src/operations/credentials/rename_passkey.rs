//! Renames a passkey. Only its holder reads the name.

use domain::{audit::AuditAction, ids::PasskeyId, passkey::PasskeyName, person::Person};
use thiserror::Error;

use crate::operations::{prelude::*, proof::about};

/// Why the name stays.
#[derive(Debug, Error)]
pub enum RenamePasskeyError {
    /// There is no such passkey of this person.
    #[error("there is no such passkey")]
    NotFound,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Renames a passkey, with the evidence (`passkey-renamed`) in one transaction.
pub async fn rename_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    id: PasskeyId,
    name: &PasskeyName,
) -> Result<(), RenamePasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.passkeys().lock(person.id, id).await?;
    found.ok_or(RenamePasskeyError::NotFound)?;
    tx.passkeys().save_name(id, name).await?;
    tx.audit(about(deps, ctx, now, person, AuditAction::PasskeyRenamed))
        .await?;
    tx.commit().await?;
    Ok(())
}
