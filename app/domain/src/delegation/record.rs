//! One caregiver for one patient, and what may happen to that.

use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Ability, AgeEvents, Basis, Invitation, Limits, Relationship};
use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, TopicSet, catalogue_enum},
    ids::{DelegationId, PatientId, PersonId},
};

catalogue_enum! {
    /// Why a delegation ended before its time.
    DelegationEndCause {
        EndedByPatient = "ended-by-patient",
        /// The caregiver left.
        EndedByCaregiver = "ended-by-delegate",
        EndedByStaff = "ended-by-staff",
        /// The minor came of age.
        CameOfAge = "came-of-age",
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
    pub caregiver: PersonId,
    pub basis: Basis,
    pub relationship: Relationship,
    pub limits: Limits,
    pub created_at: Timestamp,
    /// When the patient last said how far, and until when.
    pub decided_at: Timestamp,
    /// Sensitive topics end here, even if the rest goes on.
    pub topics_until: Timestamp,
    pub until: Timestamp,
    pub last_used_at: Timestamp,
    /// A guardian's access changes with the age of the minor.
    pub ages: Option<AgeEvents>,
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

    /// Both sides are reminded so many days before the end.
    const REMINDERS: [i64; 2] = [7, 30];

    /// What comes of an accepted invitation.
    pub fn begin(invitation: &Invitation, caregiver: PersonId, now: Timestamp) -> Self {
        Self {
            id: invitation.delegation,
            subject: invitation.subject.clone(),
            caregiver,
            basis: Basis::Invited,
            relationship: invitation.relationship,
            limits: invitation.limits,
            created_at: now,
            decided_at: now,
            topics_until: Self::topics_end(invitation.until, now),
            until: invitation.until,
            last_used_at: now,
            ages: None,
            state: DelegationState::Active,
        }
    }

    /// Returns when sensitive topics end that the patient gives at `now` together with a delegation until `until`.
    pub fn topics_end(until: Timestamp, now: Timestamp) -> Timestamp {
        until.min(now + Self::TOPICS_LAST)
    }

    pub fn status(&self, now: Timestamp) -> DelegationStatus {
        match self.state {
            DelegationState::Ended { .. } => DelegationStatus::Ended,
            _ if now >= self.until => DelegationStatus::Expired,
            _ if self.basis == Basis::Invited && now - self.last_used_at >= Self::LAPSES_AFTER => {
                DelegationStatus::Lapsed
            }
            DelegationState::NeedsReview { .. } => DelegationStatus::NeedsReview,
            DelegationState::Active if self.is_suspended_by_age(now) => {
                DelegationStatus::NeedsReview
            }
            DelegationState::Active if self.until - now <= Self::ENDS_SOON => {
                DelegationStatus::EndsSoon
            }
            DelegationState::Active => DelegationStatus::Active,
        }
    }

    /// The reminder whose time has come, in days before the end; the last one, if both have. One that would come in the
    /// first half of it all is none.
    pub fn reminder_due(&self, now: Timestamp) -> Option<i64> {
        let (left, lasts) = (self.until - now, self.until - self.decided_at);
        Self::REMINDERS.into_iter().find(|days| {
            let ahead = TimeDelta::days(*days);
            left <= ahead && ahead * 2 <= lasts
        })
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
        let limits = Limits {
            topics,
            ..self.limits
        };
        match self.ages {
            Some(ages) if now >= ages.narrow_at => limits.within(Limits::of_a_teenager()),
            _ => limits,
        }
    }

    /// The age at which a guardian needs the young person's yes has come, and nobody gave it since.
    pub fn is_suspended_by_age(&self, now: Timestamp) -> bool {
        self.ages
            .and_then(|ages| ages.suspend_at)
            .is_some_and(|at| now >= at)
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
        let asked = self.is_suspended_by_age(now);
        let ages = self.ages.map(|ages| AgeEvents {
            suspend_at: ages.suspend_at.filter(|_| !asked),
            ..ages
        });
        Ok(Self {
            limits,
            ages,
            decided_at: now,
            topics_until: Self::topics_end(until, now),
            until,
            last_used_at: now,
            state: DelegationState::Active,
            ..self
        })
    }

    /// The same limits for less: an end that comes no later, and topics that last no longer than they did.
    ///
    /// # Errors
    /// [`DelegationError`] if it is over.
    pub fn narrow(
        self,
        limits: Limits,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Self, DelegationError> {
        self.require_live("narrowed", now)?;
        Ok(Self {
            limits,
            topics_until: self.topics_until.min(until),
            until,
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
