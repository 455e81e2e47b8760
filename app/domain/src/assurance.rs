//! How surely and how recently somebody signed in, and which action needs a fresh proof.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{Timestamp, catalogue::catalogue_enum};

catalogue_enum! {
    /// How somebody proved who they are, weakest first.
    AuthenticationMethod {
        RecoveryCode = "recovery-code",
        EmailCode = "email-code",
        Password = "password",
        Upstream = "upstream",
        Passkey = "passkey",
    }
}

impl AuthenticationMethod {
    /// RFC 8176 authentication method reference values for the `amr` claim.
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::RecoveryCode | Self::EmailCode => &["otp"],
            Self::Password => &["pwd"],
            Self::Upstream => &["fed"],
            Self::Passkey => &["hwk", "user"],
        }
    }
}

/// How somebody was authenticated at the moment of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    pub method: AuthenticationMethod,
    /// When the proof was given (OpenID Connect Core §2 `auth_time`).
    pub authenticated_at: Timestamp,
}

/// What a person is about to do, as far as the proof it needs goes ([step-up](crate::rules#step-up)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpAction {
    /// The first approval of an app, without a sensitive topic.
    ApproveFirst,
    /// A renewal, a wider choice, a sensitive topic, or a confirmation after a review.
    ApproveWider,
    /// Decline, narrow, stop, leave: never asks.
    Less,
}

impl StepUpAction {
    /// A proof is fresh for five minutes.
    pub const FRESH_FOR: TimeDelta = TimeDelta::minutes(5);

    /// Whether a proof must be given now, bound to this action.
    ///
    /// `sign_in` is the proof the session rests on; a proof given for the action itself is checked where it is given.
    pub fn needs_proof(self, sign_in: Assurance, now: Timestamp) -> bool {
        match self {
            Self::Less => false,
            Self::ApproveFirst => now - sign_in.authenticated_at > Self::FRESH_FOR,
            Self::ApproveWider => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_sign_in_counts_for_five_minutes_and_only_for_a_first_approval() {
        let at = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let sign_in = Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: at,
        };
        let minutes = |n| at + TimeDelta::minutes(n);
        assert!(!StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(5)));
        assert!(StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(6)));
        assert!(StepUpAction::ApproveWider.needs_proof(sign_in, minutes(0)));
        assert!(!StepUpAction::Less.needs_proof(sign_in, minutes(600)));
    }
}
