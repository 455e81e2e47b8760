//! What a patient sends to somebody who may become their caregiver: a link that works once, and a code told in person.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Limits, Relationship};
use crate::{
    Timestamp,
    catalogue::catalogue_enum,
    ids::{DelegationId, InvitationId, PatientId},
    person::Email,
};

/// What is stored of an invitation's state. That it has expired is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum InvitationState {
    Sent,
    Accepted { at: Timestamp },
    Declined { at: Timestamp },
    Withdrawn { at: Timestamp },
}

catalogue_enum! {
    /// What the patient sees of an invitation at a moment.
    InvitationStatus {
        Waiting = "waiting",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Expired = "expired",
        /// Too many wrong codes were typed.
        Closed = "closed",
    }
}

/// Six digits that the patient tells in person. `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationCode(String);

impl InvitationCode {
    const DIGITS: usize = 6;

    /// A code from chance: every code is as likely as every other, as far as 64 bits of chance go.
    pub fn of_chance(chance: u64) -> Self {
        Self(format!("{:06}", chance % 1_000_000))
    }

    /// What was stored, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == Self::DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody typed this code, with or without spaces and dashes.
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

/// What a patient sent to somebody who may become their caregiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    /// The delegation that will come of it: evidence names it from the start.
    pub delegation: DelegationId,
    pub subject: PatientId,
    /// As the patient calls them.
    pub name: String,
    /// Only an account with this address can answer.
    pub email: Email,
    pub relationship: Relationship,
    pub limits: Limits,
    pub until: Timestamp,
    pub sent_at: Timestamp,
    pub code: InvitationCode,
    /// Wrong codes so far.
    pub wrong_codes: u8,
    pub state: InvitationState,
}

/// Why an invitation cannot be answered. The invited person is told one thing for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvitationError {
    #[error("it was answered or taken back")]
    Over,
    #[error("it has expired")]
    Expired,
    #[error("it is meant for another address")]
    OtherAddress,
    #[error("the patient cannot be their own caregiver")]
    Oneself,
    #[error("too many wrong codes")]
    TooManyTries,
}

impl Invitation {
    pub const LASTS: TimeDelta = TimeDelta::days(7);
    /// Six digits stand five guesses.
    pub const WRONG_CODES: u8 = 5;

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

    /// Whether it waits for an answer at `now`.
    ///
    /// # Errors
    /// [`InvitationError`] says why not.
    pub fn require_waiting(&self, now: Timestamp) -> Result<(), InvitationError> {
        match self.status(now) {
            InvitationStatus::Waiting => Ok(()),
            InvitationStatus::Expired => Err(InvitationError::Expired),
            InvitationStatus::Closed => Err(InvitationError::TooManyTries),
            _ => Err(InvitationError::Over),
        }
    }

    /// Whether the person with this address and this record may answer at `now`.
    ///
    /// # Errors
    /// [`InvitationError`] says why not.
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

    /// # Errors
    /// [`InvitationError`] unless it waits for an answer.
    pub fn accept(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Accepted { at: now }, now)
    }

    /// # Errors
    /// [`InvitationError`] unless it waits for an answer.
    pub fn decline(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Declined { at: now }, now)
    }

    /// # Errors
    /// [`InvitationError`] unless it waits for an answer.
    pub fn withdraw(self, now: Timestamp) -> Result<Self, InvitationError> {
        self.answer(InvitationState::Withdrawn { at: now }, now)
    }

    /// One wrong code more. The last one closes it.
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
