//! The rate limit of wrong client secrets.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::ids::ClientId;

use crate::{
    rate_limits::buckets::{Buckets, Rate},
    secret::Digest,
    state::Deps,
};

const WRONG_SECRETS: Rate = Rate {
    most: 20,
    within: TimeDelta::minutes(1),
};

/// Wrong secrets per name that was given, whether or not a client has it. The right secret always works, so guessing
/// cannot lock a client out.
#[derive(Clone, Default)]
pub(super) struct SecretAttempts(Arc<Buckets<Digest>>);

impl SecretAttempts {
    /// Counts one refusal under this name. Returns whether it was within the limit.
    pub(super) fn try_acquire(&self, deps: &Deps, client: &ClientId) -> bool {
        let name = Digest::of(client.as_str().as_bytes());
        let filled = self.0.fill(&name, WRONG_SECRETS, 1, deps.clock.now());
        filled.is_ok()
    }
}
