//! Access tokens: opaque to the app, looked up on every request, short-lived.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    consent::{Access, AccessChoice},
    ids::GrantId,
    scope::ScopeSet,
};

/// What one access token stands for (RFC 6749 §1.4). The token itself is stored as a digest only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// What it hangs on.
    pub grant: GrantId,
    /// Its scope; the consent in force narrows it at once.
    pub scope: ScopeSet,
    /// When it was issued (`iat` of introspection, RFC 7662 §2.2).
    pub issued_at: Timestamp,
    /// When it ends by itself (`exp`).
    pub expires_at: Timestamp,
}

impl AccessToken {
    /// Returns how long a token lives at most: ten minutes, or all of a one-time look, which no second token follows.
    pub const fn lifetime(access: Access) -> TimeDelta {
        match access {
            Access::OneTime => AccessChoice::ONE_TIME,
            Access::Until => TimeDelta::minutes(10),
        }
    }

    /// Makes a token that lives as long as the access allows, and never longer than its consent.
    pub fn issue(
        grant: GrantId,
        scope: ScopeSet,
        access: Access,
        consent_ends: Timestamp,
        now: Timestamp,
    ) -> Self {
        Self {
            grant,
            scope,
            issued_at: now,
            expires_at: consent_ends.min(now + Self::lifetime(access)),
        }
    }

    /// Whether it has not expired; whether its grant and consent are live is not its own to say.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
