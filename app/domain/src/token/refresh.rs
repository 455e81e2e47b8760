//! Refresh tokens: each works once, and a second use ends everything that hangs on the grant. One that is left alone for
//! long works no more (RFC 9700 §4.14.2).

use chrono::TimeDelta;

use crate::{Timestamp, ids::GrantId};

/// Whether a refresh token was rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshState {
    /// It can be used once.
    Valid,
    /// It was used; a second use is a replay.
    Rotated {
        /// When it was used.
        at: Timestamp,
    },
}

/// What one refresh token stands for. It lives as long as its consent, if it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// What it hangs on.
    pub grant: GrantId,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The end of its consent.
    pub expires_at: Timestamp,
    /// Valid, or used.
    pub state: RefreshState,
}

/// What presenting a refresh token leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// It was valid: stored as rotated, and a successor may be issued.
    Rotated(RefreshToken),
    /// It had been used before, so a copy is in other hands and the grant must end (RFC 9700 §4.14.2).
    Replayed,
    /// Its consent has ended, or it was left alone too long.
    Expired,
}

impl RefreshToken {
    /// Makes a token that lives as long as its consent.
    pub const fn issue(grant: GrantId, consent_ends: Timestamp, now: Timestamp) -> Self {
        Self {
            grant,
            issued_at: now,
            expires_at: consent_ends,
            state: RefreshState::Valid,
        }
    }

    /// Rotates the token, unless it was left alone for `idle`. A replay is a replay even after the end.
    pub fn rotate(self, idle: TimeDelta, now: Timestamp) -> Rotation {
        let ends = self.expires_at.min(self.issued_at + idle);
        match self.state {
            RefreshState::Rotated { .. } => Rotation::Replayed,
            RefreshState::Valid if ends <= now => Rotation::Expired,
            RefreshState::Valid => Rotation::Rotated(Self {
                state: RefreshState::Rotated { at: now },
                ..self
            }),
        }
    }
}
