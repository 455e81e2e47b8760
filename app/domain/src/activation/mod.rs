//! Activations: how somebody whom the hospital knows gets an account of their own. A mailed link or the code of a letter,
//! and the answer to a question that the hospital chose, open it once.
//!
//! ```text
//! Waiting ─right answer→ open for 30 minutes ─passkey or password→ Used
//!    ├─(14 days)→ Expired ; ─(5 wrong answers)→ Closed ; ─withdraw→ Withdrawn
//! ```

mod answer;
#[cfg(test)]
mod tests;

use chrono::TimeDelta;
use thiserror::Error;

use crate::{
    Timestamp,
    catalogue::catalogue_enum,
    ids::{ActivationId, PatientId, PersonId},
    language::Language,
    name::PersonName,
    person::Email,
};

pub use answer::{KnownAnswer, TypedAnswer};

catalogue_enum! {
    /// What the account that comes of it has to do with the record.
    ActivationBasis {
        /// The record becomes the account's own.
        Own = "own",
        /// The account begins without a record, as the guardian of the minor whose record it is.
        Guardian = "guardian",
    }
}

catalogue_enum! {
    /// What opening an activation asks for, besides the link or the code.
    ActivationQuestion {
        /// FHIR R4 `Patient.birthDate`, a whole day.
        BirthDate = "birth_date",
        /// FHIR R4 `Patient.address.postalCode`.
        PostalCode = "postal_code",
    }
}

/// Where the account's mails will go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationAddress {
    /// The address.
    pub email: Email,
    /// Whether whoever holds the letter typed it, and not the hospital: then only a link that was mailed there shows that it
    /// is theirs.
    pub is_typed: bool,
}

/// What opened an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// The link of a mail.
    Link,
    /// The code of a letter.
    Code,
}

/// A right answer was given in one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// With what it was given.
    pub by: OpenedBy,
    /// Until when a passkey or a password may follow.
    pub until: Timestamp,
}

/// The stored state of an activation. Expiry is not stored, but seen from the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivationState {
    /// No account has come of it yet.
    Waiting,
    /// An account came of it.
    Used {
        /// When the account began.
        at: Timestamp,
    },
    /// The hospital took it back, or made another one.
    Withdrawn {
        /// When it was taken back.
        at: Timestamp,
    },
}

catalogue_enum! {
    /// What staff see of an activation at one moment.
    ActivationStatus {
        /// It can be opened.
        Waiting = "waiting",
        /// An account came of it.
        Used = "used",
        /// The hospital took it back.
        Withdrawn = "withdrawn",
        /// [`Activation::LASTS`] has passed.
        Expired = "expired",
        /// [`Activation::WRONG_ANSWERS`] wrong answers were given.
        Closed = "closed",
    }
}

/// An activation. Its link and its code are stored as digests beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// What its evidence is found by.
    pub id: ActivationId,
    /// The account that will come of it.
    pub person: PersonId,
    /// What that account will have to do with the record.
    pub basis: ActivationBasis,
    /// The record that the question is about.
    pub patient: PatientId,
    /// The display name of the account.
    pub name: PersonName,
    /// `None` until whoever holds the letter types one.
    pub address: Option<ActivationAddress>,
    /// The language of the account, of the mail and of the letter.
    pub language: Language,
    /// How many wrong answers were given.
    pub wrong_answers: u8,
    /// When it was made; [`Self::LASTS`] counts from here.
    pub created_at: Timestamp,
    /// `None` until the answer was right.
    pub opened: Option<Opened>,
    /// Its stored state.
    pub state: ActivationState,
}

/// Why an activation opens nothing. The person reads one sentence for all of them, and for a wrong answer too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ActivationError {
    /// It was used or taken back.
    #[error("it was used or taken back")]
    Over,
    /// [`Activation::LASTS`] has passed.
    #[error("it has expired")]
    Expired,
    /// [`Activation::WRONG_ANSWERS`] wrong answers were given.
    #[error("too many wrong answers")]
    RateLimited,
    /// No right answer was given of late.
    #[error("no right answer was given in the last 30 minutes")]
    NotOpened,
}

impl Activation {
    /// How long it can be opened.
    pub const LASTS: TimeDelta = TimeDelta::days(14);
    /// The number of wrong answers that closes it: whoever finds a letter has few guesses at a birth date.
    pub const WRONG_ANSWERS: u8 = 5;
    /// How long a passkey or a password may take after the right answer.
    pub const OPEN_FOR: TimeDelta = TimeDelta::minutes(30);

    /// Returns when it can no longer be opened.
    pub fn expires_at(&self) -> Timestamp {
        self.created_at + Self::LASTS
    }

    /// Returns what it is at `now`.
    pub fn status(&self, now: Timestamp) -> ActivationStatus {
        match (self.state, self.require_waiting(now)) {
            (ActivationState::Used { .. }, _) => ActivationStatus::Used,
            (ActivationState::Withdrawn { .. }, _) => ActivationStatus::Withdrawn,
            (_, Err(ActivationError::RateLimited)) => ActivationStatus::Closed,
            (_, Err(_)) => ActivationStatus::Expired,
            (_, Ok(())) => ActivationStatus::Waiting,
        }
    }

    /// # Errors
    /// [`ActivationError`] if it cannot be opened at `now`.
    pub fn require_waiting(&self, now: Timestamp) -> Result<(), ActivationError> {
        if self.state != ActivationState::Waiting {
            return Err(ActivationError::Over);
        }
        if self.wrong_answers >= Self::WRONG_ANSWERS {
            return Err(ActivationError::RateLimited);
        }
        if now >= self.expires_at() {
            return Err(ActivationError::Expired);
        }
        Ok(())
    }

    /// # Errors
    /// [`ActivationError`] if no account may come of it at `now`. Once it is open, its date no longer matters.
    pub fn require_open(&self, now: Timestamp) -> Result<Opened, ActivationError> {
        if self.state != ActivationState::Waiting {
            return Err(ActivationError::Over);
        }
        let opened = self.opened.filter(|opened| now < opened.until);
        opened.ok_or(ActivationError::NotOpened)
    }

    /// Returns the address that the account may begin with; `None` if one has still to be typed, or to be shown to be theirs.
    pub fn usable_address(&self) -> Option<&Email> {
        let address = self.address.as_ref()?;
        let by_link = self
            .opened
            .is_some_and(|opened| opened.by == OpenedBy::Link);
        (!address.is_typed || by_link).then_some(&address.email)
    }

    /// Notes a right answer.
    #[must_use]
    pub fn answered_right(self, by: OpenedBy, now: Timestamp) -> Self {
        let until = now + Self::OPEN_FOR;
        Self {
            opened: Some(Opened { by, until }),
            ..self
        }
    }

    /// Counts a wrong answer.
    #[must_use]
    pub fn answered_wrong(self) -> Self {
        let wrong_answers = self.wrong_answers.saturating_add(1);
        Self {
            wrong_answers,
            ..self
        }
    }

    /// Takes the address that whoever holds the letter typed. The answer has to be given again, with the link that is mailed
    /// there.
    #[must_use]
    pub fn with_typed_address(self, email: Email) -> Self {
        Self {
            address: Some(ActivationAddress {
                email,
                is_typed: true,
            }),
            opened: None,
            ..self
        }
    }

    /// An account came of it.
    ///
    /// # Errors
    /// As [`Self::require_open`].
    pub fn used(self, now: Timestamp) -> Result<Self, ActivationError> {
        self.require_open(now)?;
        Ok(Self {
            state: ActivationState::Used { at: now },
            opened: None,
            ..self
        })
    }

    /// The hospital takes it back.
    ///
    /// # Errors
    /// [`ActivationError::Over`] if it was used or taken back before.
    pub fn withdraw(self, now: Timestamp) -> Result<Self, ActivationError> {
        if self.state != ActivationState::Waiting {
            return Err(ActivationError::Over);
        }
        Ok(Self {
            state: ActivationState::Withdrawn { at: now },
            opened: None,
            ..self
        })
    }
}
