//! A hospital that asks more of the sign-in behind a token before sensitive topics leave.

use std::sync::Arc;

use domain::{Timestamp, acr::Acr};
use server::{clock::Clock, config::Config, router::router, state::AppState};

use super::World;

impl World {
    pub(crate) fn requiring(mut self, acr: Option<Acr>, max_age: Option<u32>) -> Self {
        self.deps.config = Arc::new(Config {
            require_acr_for_sensitive: acr,
            sensitive_max_age: max_age,
            ..Config::default()
        });
        self.with_deps()
    }

    /// The same hospital after what it works with was changed.
    pub(crate) fn with_deps(mut self) -> Self {
        self.router = router(AppState::new(self.deps.clone()));
        self
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
