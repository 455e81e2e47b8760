//! Does an app ask no more than it may? Whoever does waits for a moment, and is counted; it is no evidence.

use chrono::TimeDelta;
use domain::{Timestamp, audit::AnonymousRefusal, decision::AccessBasis};

use crate::state::Deps;

/// Takes a request of the app from its grant's limit and its own.
///
/// # Errors
/// How long the app must wait.
pub(super) async fn within_limits(
    deps: &Deps,
    basis: &AccessBasis,
    cost: u32,
    now: Timestamp,
) -> Result<(), TimeDelta> {
    let client = &basis.client.id;
    let taken = deps.app_limits.take(client, basis.grant.id, cost, now);
    let Err(wait) = taken else {
        return Ok(());
    };
    let reason = AnonymousRefusal::RateLimited;
    deps.refusals.count(now, Some(client), reason);
    deps.rate_limits.slow_down().await;
    Err(wait)
}
