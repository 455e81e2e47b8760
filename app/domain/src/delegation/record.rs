//! One caregiver for one patient, and what may happen to that.

use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Ability, AgeEvents, Basis, DelegationEndCause, DelegationState, DelegationStatus, Invitation,
    Limits, Relationship,
};
use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, TopicSet},
    ids::{DelegationId, PatientId, PersonId},
};

/// What lets one caregiver act for one patient (RFC 8693 §1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// What evidence and the `delegation` of an actor name.
    pub id: DelegationId,
    /// Whose record.
    pub subject: PatientId,
    /// The caregiver's own account.
    pub caregiver: PersonId,
    /// Invited, or a guardian.
    pub basis: Basis,
    /// Who the caregiver is to the patient.
    pub relationship: Relationship,
    /// How far it goes as decided; [`Self::limits_at`] says how far it goes now.
    pub limits: Limits,
    /// When it began.
    pub created_at: Timestamp,
    /// When the patient last decided about limits and end.
    pub decided_at: Timestamp,
    /// When its sensitive topics end, even if the rest goes on.
    pub topics_until: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
    /// When the caregiver last used it; it lapses [`Self::LAPSES_AFTER`] later.
    pub last_used_at: Timestamp,
    /// The birthdays that change a guardian's delegation; `None` for an invited caregiver.
    pub ages: Option<AgeEvents>,
    /// Its stored state.
    pub state: DelegationState,
}

/// The state does not permit the transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a delegation that is {from:?} cannot be {to}")]
pub struct DelegationError {
    /// What the delegation is at that moment.
    pub from: DelegationStatus,
    /// The transition that was refused, as a participle.
    pub to: &'static str,
}

impl Delegation {
    /// How long before the end "ends soon" starts, and the first reminder is sent.
    pub const ENDS_SOON: TimeDelta = TimeDelta::days(30);
    /// How long sensitive topics last at most after the patient's decision.
    pub const TOPICS_LAST: TimeDelta = TimeDelta::days(90);
    /// How long an invited caregiver's delegation lasts without being used.
    pub const LAPSES_AFTER: TimeDelta = TimeDelta::days(180);
    /// How long a delegation lasts at most after the patient's decision.
    pub const LONGEST: Months = Months::new(18);

    /// How many days before the end both sides are reminded.
    pub const REMINDERS: [i64; 2] = [7, 30];

    /// Makes the delegation that an accepted invitation offers.
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

    /// Returns what it is at `now`.
    pub fn status(&self, now: Timestamp) -> DelegationStatus {
        match self.state {
            DelegationState::Ended { .. } => DelegationStatus::Ended,
            _ if now >= self.until || self.is_of_age(now) => DelegationStatus::Expired,
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

    /// Whether the minor is one no more.
    fn is_of_age(&self, now: Timestamp) -> bool {
        self.ages.is_some_and(|ages| now >= ages.end_at)
    }

    /// Returns the reminder that is due, in days before the end; the later one, if both are. A reminder that would fall
    /// into the first half of the time is left out.
    pub fn reminder_due(&self, now: Timestamp) -> Option<i64> {
        let (left, lasts) = (self.until - now, self.until - self.decided_at);
        Self::REMINDERS.into_iter().find(|days| {
            let ahead = TimeDelta::days(*days);
            left <= ahead && ahead * 2 <= lasts
        })
    }

    /// Whether the caregiver may act at `now` (rule 10).
    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(
            self.status(now),
            DelegationStatus::Active | DelegationStatus::EndsSoon
        )
    }

    /// Whether it is active or suspended at `now`: one patient and caregiver have one live delegation at most.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.is_active(now) || self.status(now) == DelegationStatus::NeedsReview
    }

    /// Returns how far the caregiver may go at `now`: nothing unless it is active, no topic after
    /// [`Self::topics_until`], and less once a minor grows up.
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

    /// Whether the age of suspension has come and the young person has not agreed since.
    pub fn is_suspended_by_age(&self, now: Timestamp) -> bool {
        self.ages
            .and_then(|ages| ages.suspend_at)
            .is_some_and(|at| now >= at)
    }

    /// Returns the categories and topics on which the caregiver may use this ability at `now`.
    pub fn reach(&self, ability: Ability, now: Timestamp) -> (CategorySet, TopicSet) {
        let limits = self.limits_at(now);
        if limits.abilities.contains(ability) {
            (limits.categories, limits.topics)
        } else {
            (CategorySet::EMPTY, TopicSet::EMPTY)
        }
    }

    /// Ends it before its time.
    ///
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

    /// Suspends it until the patient agrees.
    ///
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

    /// Sets what the patient decided: other limits, another end, or the end of a suspension. Topics last
    /// [`Self::TOPICS_LAST`] from here.
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

    /// Sets narrower limits or an earlier end, without the patient's proof. Topics last no longer than they did.
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

    /// Whether these limits and this end permit no more than it permits at `now`: such a change needs no proof (rule
    /// 14).
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
