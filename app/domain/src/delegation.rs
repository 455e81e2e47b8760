//! A caregiver acting for a patient: what they may see and do, until when, and the only ways that this can change.
//!
//! ```text
//! Invitation: Sent ─accept→ Accepted
//!               ├─decline→ Declined    ├─withdraw→ Withdrawn    └─(7 days)→ Expired
//! Delegation: Active ─(until)→ Expired
//!               ├─end (patient | caregiver | staff)→ Ended      ├─(unused for 180 days)→ Lapsed
//!               └─suspend→ NeedsReview ─confirm→ Active
//! ```
//!
//! Ends that come by themselves are seen, not stored: a late job never extends access.

use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, TopicSet, catalogue_enum, mask_set},
    ids::{DelegationId, InvitationId, PatientId, PersonId},
    person::Email,
};

catalogue_enum! {
    /// Who the caregiver is to the patient.
    Relationship {
        Partner = "partner",
        Child = "child",
        Parent = "parent",
        Sibling = "sibling",
        Friend = "friend",
        PaidCarer = "paid-carer",
    }
}

catalogue_enum! {
    /// What a caregiver may do, each given on its own.
    Ability {
        SeeRecords = "see-records",
        SeeActivity = "see-activity",
        /// Connect apps within the caregiver's own limits, and stop any.
        ManageApps = "manage-apps",
        Export = "export",
    }
}

mask_set! {
    /// What a caregiver may do.
    AbilitySet of Ability
}

catalogue_enum! {
    /// Why somebody acts for a patient.
    Basis {
        /// The patient invited them.
        Invited = "invited",
        /// A parent or guardian of a minor.
        Guardian = "guardian",
    }
}

catalogue_enum! {
    /// Why a delegation ended before its time.
    DelegationEndCause {
        EndedByPatient = "ended-by-patient",
        /// The caregiver left.
        EndedByDelegate = "ended-by-delegate",
        EndedByStaff = "ended-by-staff",
        /// The minor came of age.
        CameOfAge = "came-of-age",
    }
}

/// How far somebody may go. Empty means nothing, everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub categories: CategorySet,
    pub topics: TopicSet,
    pub abilities: AbilitySet,
}

impl Limits {
    pub const fn is_within(self, other: Self) -> bool {
        self.categories.is_subset(other.categories)
            && self.topics.is_subset(other.topics)
            && self.abilities.is_subset(other.abilities)
    }

    /// The same for the same limits only: what a proof of the patient is bound to.
    pub fn bound(self) -> String {
        format!(
            "{:x} {:x} {:x}",
            self.categories.mask(),
            self.topics.mask(),
            self.abilities.mask()
        )
    }
}

/// What is stored of a delegation's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum DelegationState {
    Active,
    NeedsReview {
        since: Timestamp,
    },
    Ended {
        by: Actor,
        at: Timestamp,
        cause: DelegationEndCause,
    },
}

catalogue_enum! {
    /// What people see of a delegation at a moment.
    DelegationStatus {
        Active = "active",
        /// Thirty days or less are left.
        EndsSoon = "ends-soon",
        NeedsReview = "needs-your-ok",
        Expired = "expired",
        /// Nobody used it for so long that it ended by itself.
        Lapsed = "lapsed",
        Ended = "ended",
    }
}

/// One caregiver for one patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub id: DelegationId,
    pub subject: PatientId,
    pub delegate: PersonId,
    pub basis: Basis,
    pub relationship: Relationship,
    pub limits: Limits,
    pub created_at: Timestamp,
    /// Sensitive topics end here, even if the rest goes on.
    pub topics_until: Timestamp,
    pub until: Timestamp,
    pub last_used_at: Timestamp,
    pub state: DelegationState,
}

/// The state does not allow what was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a delegation that is {from:?} cannot be {to}")]
pub struct DelegationError {
    pub from: DelegationStatus,
    pub to: &'static str,
}

impl Delegation {
    /// "Ends soon" starts this long before the end; so does the first reminder.
    pub const ENDS_SOON: TimeDelta = TimeDelta::days(30);
    /// A sensitive topic lasts no longer than this.
    pub const TOPICS_LAST: TimeDelta = TimeDelta::days(90);
    /// Not used for this long, it ends by itself.
    pub const LAPSES_AFTER: TimeDelta = TimeDelta::days(180);
    /// No caregiver without an end.
    pub const LONGEST: Months = Months::new(18);

    /// What comes of an accepted invitation.
    pub fn begin(invitation: &Invitation, delegate: PersonId, now: Timestamp) -> Self {
        Self {
            id: invitation.delegation,
            subject: invitation.subject.clone(),
            delegate,
            basis: Basis::Invited,
            relationship: invitation.relationship,
            limits: invitation.limits,
            created_at: now,
            topics_until: invitation.until.min(now + Self::TOPICS_LAST),
            until: invitation.until,
            last_used_at: now,
            state: DelegationState::Active,
        }
    }

    pub fn status(&self, now: Timestamp) -> DelegationStatus {
        match self.state {
            DelegationState::Ended { .. } => DelegationStatus::Ended,
            _ if now >= self.until => DelegationStatus::Expired,
            _ if self.basis == Basis::Invited && now - self.last_used_at >= Self::LAPSES_AFTER => {
                DelegationStatus::Lapsed
            }
            DelegationState::NeedsReview { .. } => DelegationStatus::NeedsReview,
            DelegationState::Active if self.until - now <= Self::ENDS_SOON => {
                DelegationStatus::EndsSoon
            }
            DelegationState::Active => DelegationStatus::Active,
        }
    }

    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(
            self.status(now),
            DelegationStatus::Active | DelegationStatus::EndsSoon
        )
    }

    /// Active or on hold: what "live" means for the one-per-pair rule.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.is_active(now) || self.status(now) == DelegationStatus::NeedsReview
    }

    /// How far the caregiver may go at `now`: nothing unless it is active.
    pub fn limits_at(&self, now: Timestamp) -> Limits {
        if !self.is_active(now) {
            return Limits::default();
        }
        let topics = if now < self.topics_until {
            self.limits.topics
        } else {
            TopicSet::EMPTY
        };
        Limits {
            topics,
            ..self.limits
        }
    }

    /// How far the caregiver may do this at `now`.
    pub fn reach(&self, ability: Ability, now: Timestamp) -> (CategorySet, TopicSet) {
        let limits = self.limits_at(now);
        if limits.abilities.contains(ability) {
            (limits.categories, limits.topics)
        } else {
            (CategorySet::EMPTY, TopicSet::EMPTY)
        }
    }

    /// # Errors
    /// [`DelegationError`] if it is over already; the first end stands.
    pub fn end(
        self,
        by: Actor,
        cause: DelegationEndCause,
        now: Timestamp,
    ) -> Result<Self, DelegationError> {
        self.require_live("ended", now)?;
        Ok(Self {
            state: DelegationState::Ended { by, at: now, cause },
            ..self
        })
    }

    /// # Errors
    /// [`DelegationError`] unless it is active.
    pub fn suspend(self, now: Timestamp) -> Result<Self, DelegationError> {
        if !self.is_active(now) {
            return Err(self.cannot("suspended", now));
        }
        Ok(Self {
            state: DelegationState::NeedsReview { since: now },
            ..self
        })
    }

    /// The patient's new word: other limits, another end, or a yes after a review.
    ///
    /// # Errors
    /// [`DelegationError`] if it is over.
    pub fn change(
        self,
        limits: Limits,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Self, DelegationError> {
        self.require_live("changed", now)?;
        Ok(Self {
            limits,
            topics_until: until.min(now + Self::TOPICS_LAST),
            until,
            last_used_at: now,
            state: DelegationState::Active,
            ..self
        })
    }

    /// Whether a change would give nothing more than is given now: such a change needs no proof of the patient.
    pub fn is_narrowed_by(&self, limits: Limits, until: Timestamp, now: Timestamp) -> bool {
        self.is_active(now) && limits.is_within(self.limits_at(now)) && until <= self.until
    }

    fn require_live(&self, to: &'static str, now: Timestamp) -> Result<(), DelegationError> {
        if self.is_live(now) {
            Ok(())
        } else {
            Err(self.cannot(to, now))
        }
    }

    fn cannot(&self, to: &'static str, now: Timestamp) -> DelegationError {
        DelegationError {
            from: self.status(now),
            to,
        }
    }
}

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
            InvitationState::Sent => InvitationStatus::Waiting,
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
        match self.status(now) {
            InvitationStatus::Waiting => {}
            InvitationStatus::Expired => return Err(InvitationError::Expired),
            _ => return Err(InvitationError::Over),
        }
        if *email != self.email {
            return Err(InvitationError::OtherAddress);
        }
        if own == Some(&self.subject) {
            return Err(InvitationError::Oneself);
        }
        if self.wrong_codes >= Self::WRONG_CODES {
            return Err(InvitationError::TooManyTries);
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

    fn answer(self, state: InvitationState, now: Timestamp) -> Result<Self, InvitationError> {
        match self.status(now) {
            InvitationStatus::Waiting => Ok(Self { state, ..self }),
            InvitationStatus::Expired => Err(InvitationError::Expired),
            _ => Err(InvitationError::Over),
        }
    }
}
