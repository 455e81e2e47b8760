//! How strongly and how recently a person was authenticated, and which action needs a fresh proof.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{Timestamp, catalogue::catalogue_enum};

catalogue_enum! {
    /// How a person was authenticated, weakest first.
    AuthenticationMethod {
        /// A one-time code on paper.
        RecoveryCode = "recovery-code",
        /// A one-time code by mail.
        EmailCode = "email-code",
        /// The password of the account.
        Password = "password",
        /// The hospital's own OpenID provider.
        Upstream = "upstream",
        /// A WebAuthn assertion with user verification.
        Passkey = "passkey",
    }
}

impl AuthenticationMethod {
    /// Returns the values of the `amr` claim (RFC 8176 §2); `fed` is our own, since RFC 8176 has none for a provider.
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::RecoveryCode | Self::EmailCode => &["otp"],
            Self::Password => &["pwd"],
            Self::Upstream => &["fed"],
            Self::Passkey => &["hwk", "user"],
        }
    }

    /// Whether it signs in somebody who has a passkey of full worth (`has_passkey`), and for whom nothing else is to sign
    /// in (`only_passkeys`). Whoever has no passkey could not add one without signing in.
    pub fn signs_in(self, has_passkey: bool, only_passkeys: bool) -> bool {
        self == Self::Passkey || !has_passkey || !only_passkeys
    }
}

/// How and when a person was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    /// By which method; the `acr` follows from it.
    pub method: AuthenticationMethod,
    /// When (OpenID Connect Core §2 `auth_time`).
    pub authenticated_at: Timestamp,
}

/// An action, by the proof that it needs ([step-up](crate::rules#step-up), rule 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpAction {
    /// The first approval of a client, without a sensitive topic: a fresh sign-in that its request led to is enough.
    ApproveFirst,
    /// A renewal, a wider choice, a sensitive topic, or a confirmation after a review: always a proof.
    ApproveWider,
    /// Decline, narrow, stop, leave: never a proof.
    Less,
}

impl StepUpAction {
    /// How long an authentication is fresh.
    pub const FRESH_FOR: TimeDelta = TimeDelta::minutes(5);

    /// Whether a proof must be given now, bound to this action.
    ///
    /// `sign_in` is the sign-in that this very action led to, if one did; a proof for the action is checked where it is
    /// given.
    pub fn needs_proof(self, sign_in: Option<Assurance>, now: Timestamp) -> bool {
        match self {
            Self::Less => false,
            Self::ApproveFirst => {
                sign_in.is_none_or(|shown| now - shown.authenticated_at > Self::FRESH_FOR)
            }
            Self::ApproveWider => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_sign_in_counts_for_five_minutes_and_only_for_the_first_approval_that_led_to_it() {
        let at = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let sign_in = Some(Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: at,
        });
        let minutes = |n| at + TimeDelta::minutes(n);
        assert!(!StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(5)));
        assert!(StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(6)));
        assert!(StepUpAction::ApproveFirst.needs_proof(None, minutes(0)));
        assert!(StepUpAction::ApproveWider.needs_proof(sign_in, minutes(0)));
        assert!(!StepUpAction::Less.needs_proof(sign_in, minutes(600)));
    }
}
