//! Refresh tokens: each works once, and a second use ends everything that hangs on the grant.

use crate::{Timestamp, ids::GrantId};

/// Whether a refresh token was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshState {
    Valid,
    Rotated { at: Timestamp },
}

/// What one refresh token stands for. It lives as long as its consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    pub grant: GrantId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub state: RefreshState,
}

/// What presenting a refresh token leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// It is used up; a successor may be issued.
    Rotated(RefreshToken),
    /// It had been used before: somebody else holds a copy, so the grant must end (RFC 9700 §4.14.2).
    Replayed,
    Expired,
}

impl RefreshToken {
    pub const fn issue(grant: GrantId, consent_ends: Timestamp, now: Timestamp) -> Self {
        Self {
            grant,
            issued_at: now,
            expires_at: consent_ends,
            state: RefreshState::Valid,
        }
    }

    /// Uses the token. A replay is a replay even after the end.
    pub fn rotate(self, now: Timestamp) -> Rotation {
        match self.state {
            RefreshState::Rotated { .. } => Rotation::Replayed,
            RefreshState::Valid if self.expires_at <= now => Rotation::Expired,
            RefreshState::Valid => Rotation::Rotated(Self {
                state: RefreshState::Rotated { at: now },
                ..self
            }),
        }
    }
}
