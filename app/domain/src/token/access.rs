//! Access tokens: opaque to the app, looked up on every request, short-lived.

use chrono::TimeDelta;

use crate::{Timestamp, consent::Access, ids::GrantId, scope::ScopeSet};

/// What one access token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub grant: GrantId,
    pub scope: ScopeSet,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

impl AccessToken {
    const LIFETIME: TimeDelta = TimeDelta::minutes(10);
    const ONE_TIME_LIFETIME: TimeDelta = TimeDelta::hours(1);

    /// A token that lives ten minutes, or an hour for a one-time look, and never longer than its consent.
    pub fn issue(
        grant: GrantId,
        scope: ScopeSet,
        access: Access,
        consent_ends: Timestamp,
        now: Timestamp,
    ) -> Self {
        let lifetime = match access {
            Access::OneTime => Self::ONE_TIME_LIFETIME,
            Access::Until => Self::LIFETIME,
        };
        Self {
            grant,
            scope,
            issued_at: now,
            expires_at: consent_ends.min(now + lifetime),
        }
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
