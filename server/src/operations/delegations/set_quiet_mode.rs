//! Turns quiet mode on or off: while it is on, no notice about a person's delegations goes to their caregivers.

use domain::{audit::AuditAction, ids::PersonId};

use crate::operations::{prelude::*, proof::about};

/// Turns quiet mode on or off, with its evidence (`quiet-mode-changed`) in one transaction.
pub async fn set_quiet_mode(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    quiet: bool,
) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let known = tx.people().find(person).await?;
    let known = known.ok_or_else(|| StoreError::Missing {
        table: "person",
        id: person.to_string(),
    })?;
    tx.people().save_quiet_mode(person, quiet).await?;
    tx.audit(about(deps, ctx, now, &known, AuditAction::QuietModeChanged))
        .await?;
    tx.commit().await
}
