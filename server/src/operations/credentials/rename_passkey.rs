//! A passkey gets another name: only its holder reads it.

use domain::{audit::AuditAction, ids::PasskeyId, passkey::PasskeyName, person::Person};
use thiserror::Error;

use crate::operations::{prelude::*, proof::about};

#[derive(Debug, Error)]
pub enum RenamePasskeyError {
    /// There is none, or it is somebody else's.
    #[error("there is no such passkey")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
