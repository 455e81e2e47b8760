//! What an operator did that no other event tells of: reading the log is logged, too.

use domain::{actor::Actor, audit::AuditAction};

use crate::operations::prelude::*;

/// Commits the evidence of a command. What it prints is printed after this.
pub async fn record_command(
    deps: &Deps,
    ctx: Context,
    action: AuditAction,
) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    tx.audit(deps.event(ctx, now, Actor::System, action))
        .await?;
    tx.commit().await
}
