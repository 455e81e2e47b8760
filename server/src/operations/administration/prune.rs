//! Removes what expired long enough ago: the audit log keeps what happened.

use chrono::TimeDelta;
use domain::{activation::Activation, token::RETRY_WITHIN};

use crate::{operations::prelude::*, rate_limits::RateLimits};

/// How long a used code or token can still be recognised as used.
const KEPT: TimeDelta = TimeDelta::days(1);

/// How long somebody who was away still finds the way back to the app that sent them.
const UNOPENED_KEPT: TimeDelta = TimeDelta::hours(2);

/// As long as a browser keeps the cookie that it is known by.
const KNOWN_DEVICES_KEPT: TimeDelta = TimeDelta::days(400);
/// How long staff can see what became of an activation that is over.
const ACTIVATIONS_KEPT: TimeDelta = TimeDelta::days(30);

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
        + tx.requests()
            .prune_unopened(now - UNOPENED_KEPT)
            .await?
        + tx.tokens().prune(before).await?
        + tx.ceremonies().prune(now).await?
        // After the challenges that belong to them.
        + tx.activations()
            .prune(now - Activation::LASTS - ACTIVATIONS_KEPT)
            .await?
        + tx.codes().prune(before).await?
        + tx.known_devices().prune(now - KNOWN_DEVICES_KEPT).await?
        + tx.rate_limits()
            .prune(now, RateLimits::MOST_BUCKETS)
            .await?
        + tx.refusals()
            .prune(now - REFUSALS_KEPT, MOST_REFUSALS)
            .await?;
    let notices = match deps.config.notice_days {
        Some(days) => tx.notices().prune(now - days.time()).await?,
        None => 0,
    };
    // No row goes with it: with the salt, a token that was used leads to the one after it.
    tx.tokens().forget_successors(now - RETRY_WITHIN).await?;
    tx.commit().await?;
    Ok(gone + notices)
}
