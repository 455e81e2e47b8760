//! What reading sensitive topics asks of the sign-in behind a token (RFC 9470), as it is set.

use domain::acr::Acr;

use super::Config;

/// Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepUp {
    pub acr: Option<Acr>,
    /// In seconds.
    pub max_age: Option<u32>,
}

impl Config {
    pub const fn step_up_for_sensitive(&self) -> StepUp {
        StepUp {
            acr: self.require_acr_for_sensitive,
            max_age: self.sensitive_max_age,
        }
    }
}
