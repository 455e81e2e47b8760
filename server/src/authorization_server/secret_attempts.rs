//! The rate limit of wrong client secrets.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::ids::ClientId;

use crate::{rate_limits::window::SlidingWindow, state::Deps};

/// Wrong secrets per client. The right secret always works, so guessing cannot lock a client out.
#[derive(Clone)]
pub(super) struct SecretAttempts(Arc<SlidingWindow<ClientId>>);

impl Default for SecretAttempts {
    fn default() -> Self {
        Self(Arc::new(SlidingWindow::new(20, TimeDelta::minutes(1))))
    }
}

impl SecretAttempts {
    /// Counts one wrong secret of this client. Returns whether it was within the limit.
    pub(super) fn try_acquire(&self, deps: &Deps, client: ClientId) -> bool {
        self.0.try_acquire(client, deps.clock.now())
    }
}
