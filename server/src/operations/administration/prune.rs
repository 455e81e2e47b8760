//! Removes what expired long enough ago: the audit log keeps what happened.

use chrono::TimeDelta;

use crate::operations::prelude::*;

/// How long a used code or token can still be recognised as used.
const KEPT: TimeDelta = TimeDelta::days(1);

/// How long counts of refused requests are of use.
const REFUSALS_KEPT: TimeDelta = TimeDelta::days(30);
/// The most rows of them: a flood must not fill the disk.
pub const MOST_REFUSALS: u64 = 50_000;

/// Removes expired rows that no replay or page needs any more. Returns how many.
pub async fn prune(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let before = now - KEPT;
    let tx = deps.store.begin().await?;
    let gone = tx.sessions().prune(before).await?
        + tx.recoveries().prune(before).await?
        + tx.upstream().prune(before).await?
        + tx.requests().prune(before).await?
        + tx.tokens().prune(before).await?
        + tx.ceremonies().prune(before).await?
        + tx.codes().prune(before).await?
        + tx.refusals()
            .prune(now - REFUSALS_KEPT, MOST_REFUSALS)
            .await?;
    tx.commit().await?;
    Ok(gone)
}
