//! Invitations to become a caregiver: a link that works once, and a code that the patient tells in person.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Limits, Relationship};
use crate::{
    Timestamp,
    catalogue::catalogue_enum,
    ids::{DelegationId, InvitationId, PatientId},
    name::PersonName,
    person::Email,
};

/// The stored state of an invitation. Expiry is not stored, but seen from the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum InvitationState {
    /// The invited person has not answered.
    Sent,
    /// A delegation came of it.
    Accepted {
        /// When it was accepted.
        at: Timestamp,
    },
    /// The invited person declined.
    Declined {
        /// When it was declined.
        at: Timestamp,
    },
    /// The patient withdrew it.
    Withdrawn {
        /// When it was withdrawn.
        at: Timestamp,
    },
}

catalogue_enum! {
    /// What the patient sees of an invitation at one moment.
    InvitationStatus {
        /// It can be answered.
        Waiting = "waiting",
        /// A delegation came of it.
        Accepted = "accepted",
        /// The invited person declined.
        Declined = "declined",
        /// The patient withdrew it.
        Withdrawn = "withdrawn",
        /// [`Invitation::LASTS`] has passed without an answer.
        Expired = "expired",
        /// [`Invitation::WRONG_CODES`] wrong codes were typed.
        Closed = "closed",
    }
}

/// The six digits that the patient tells in person. `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationCode(String);

impl InvitationCode {
    /// How many digits it has.
    pub const DIGITS: usize = 6;

    /// Makes a code from 64 random bits: as good as uniform over all codes.
    pub fn of_chance(chance: u64) -> Self {
        Self(format!("{:06}", chance % 1_000_000))
    }

    /// Reads a stored code; `None` if the text is not six digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == Self::DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Self(text.to_owned()))
    }

    /// Returns the six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the code that was typed, with or without spaces and dashes.
    pub fn is_typed(&self, typed: &str) -> bool {
        let typed = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
        typed.eq(self.0.chars())
    }
}

impl std::fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InvitationCode(…)")
    }
}

/// An invitation to become a caregiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What its address and its evidence name.
    pub id: InvitationId,
    /// The id of the delegation that will come of it: evidence names it from the start.
    pub delegation: DelegationId,
    /// The patient who invites.
    pub subject: PatientId,
    /// The name of the invited person, as the patient gave it.
    pub name: PersonName,
    /// The address of the invited person: only an account with it can answer.
    pub email: Email,
    /// Who the invited person is to the patient.
    pub relationship: Relationship,
    /// How far the delegation will go.
    pub limits: Limits,
    /// When the delegation will end.
    pub until: Timestamp,
    /// When it was sent; [`Self::LASTS`] counts from here.
    pub sent_at: Timestamp,
    /// What the patient tells in person.
    pub code: InvitationCode,
    /// How many wrong codes were typed.
    pub wrong_codes: u8,
    /// Its stored state.
    pub state: InvitationState,
}

/// Why an invitation cannot be answered. The invited person reads one sentence for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvitationError {
    /// It was accepted, declined or withdrawn.
    #[error("it was answered or taken back")]
    Over,
    /// [`Invitation::LASTS`] has passed.
    #[error("it has expired")]
    Expired,
    /// The account has another address than [`Invitation::email`].
    #[error("it is meant for another address")]
    OtherAddress,
    /// The account is the patient's own.
    #[error("the patient cannot be their own caregiver")]
    Oneself,
    /// [`Invitation::WRONG_CODES`] wrong codes were typed.
    #[error("too many wrong codes")]
    RateLimited,
}

impl Invitation {
    /// How long it can be answered.
    pub const LASTS: TimeDelta = TimeDelta::days(7);
    /// The number of wrong codes that closes it: five guesses of a million.
    pub const WRONG_CODES: u8 = 5;

    /// Returns what it is at `now`.
    pub fn status(&self, now: Timestamp) -> InvitationStatus {
        match self.state {
            InvitationState::Accepted { .. } => InvitationStatus::Accepted,
            InvitationState::Declined { .. } => InvitationStatus::Declined,
            InvitationState::Withdrawn { .. } => InvitationStatus::Withdrawn,
            InvitationState::Sent if now - self.sent_at >= Self::LASTS => InvitationStatus::Expired,
            InvitationState::Sent if self.wrong_codes >= Self::WRONG_CODES => {
                InvitationStatus::Closed
            }
            InvitationState::Sent => InvitationStatus::Waiting,
        }
    }

    /// Checks that it can be answered at `now`.
    ///
    /// # Errors
    /// [`InvitationError::Expired`], [`InvitationError::RateLimited`], or [`InvitationError::Over`] once it was
    /// answered.
    pub fn require_waiting(&self, now: Timestamp) -> Result<(), InvitationError> {
        match self.status(now) {
            InvitationStatus::Waiting => Ok(()),
            InvitationStatus::Expired => Err(InvitationError::Expired),
            InvitationStatus::Closed => Err(InvitationError::RateLimited),
            _ => Err(InvitationError::Over),
        }
    }

    /// Checks that the account with this address, and with this record of its own, may answer at `now`.
    ///
    /// # Errors
    /// As [`Self::require_waiting`]; [`InvitationError::OtherAddress`] and [`InvitationError::Oneself`].
    pub fn require_open(
        &self,
        email: &Email,
        own: Option<&PatientId>,
        now: Timestamp,
    ) -> Result<(), InvitationError> {
        self.require_waiting(now)?;
        if *email != self.email {
            return Err(InvitationError::OtherAddress);
        }
        if own == Some(&self.subject) {
            return Err(InvitationError::Oneself);
        }
        Ok(())
    }

    /// Accepts it; [`Delegation::begin`](super::Delegation::begin) makes the delegation.
    ///
    /// # Errors
    /// As [`Self::require_waiting`].
    pub fn accept(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Accepted { at: now }, now)
    }

    /// Declines it, for the invited person.
    ///
    /// # Errors
    /// As [`Self::require_waiting`].
    pub fn decline(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Declined { at: now }, now)
    }

    /// Withdraws it, for the patient.
    ///
    /// # Errors
    /// As [`Self::require_waiting`].
    pub fn withdraw(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Withdrawn { at: now }, now)
    }

    /// Counts one wrong code. The last one closes the invitation.
    #[must_use]
    pub fn count_wrong_code(self) -> Self {
        Self {
            wrong_codes: self.wrong_codes.saturating_add(1),
            ..self
        }
    }

    fn answer(self, state: InvitationState, now: Timestamp) -> Result<Self, InvitationError> {
        self.require_waiting(now)?;
        Ok(Self { state, ..self })
    }
}
