//! Refresh tokens: each has one successor, and a second use ends everything that hangs on the grant, unless it is the
//! retry of a moment ago. One that is left alone for long works no more (RFC 9700 §4.14.2).

use chrono::TimeDelta;

use crate::{Timestamp, ids::GrantId};

/// How long after the first use the same client may repeat it: a lost answer, or two windows of one app.
pub const RETRY_WITHIN: TimeDelta = TimeDelta::seconds(10);

/// Whether a refresh token was rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshState {
    /// It can be used once.
    Valid,
    /// It was used; a second use is a retry or a replay.
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
    /// It had been used before. Unless [`RefreshToken::retries`], a copy is in other hands and the grant must end
    /// (RFC 9700 §4.14.2).
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

    /// Whether a second use at `now` is a retry: it comes soon after the first, and nobody used the successor yet. It gets
    /// the same successor, so that there is never more than one to use.
    pub fn retries(&self, successor: &Self, now: Timestamp) -> bool {
        match self.state {
            RefreshState::Valid => false,
            RefreshState::Rotated { at } => {
                now < at + RETRY_WITHIN
                    && successor.grant == self.grant
                    && successor.state == RefreshState::Valid
            }
        }
    }
}
