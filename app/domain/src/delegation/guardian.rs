//! A parent or guardian of a minor: what they may, and what a birthday changes of it.

use chrono::{NaiveDate, TimeDelta};

use super::{
    AgeEvent, AgeEvents, Basis, Delegation, DelegationEndCause, DelegationState, GuardianAges,
    Limits, Relationship,
};
use crate::{
    Timestamp,
    actor::Actor,
    ids::{DelegationId, PatientId, PersonId},
};

impl Delegation {
    /// Makes a guardian's delegation from the birth date of the minor; `None` if the minor is of age.
    pub fn of_guardian(
        id: DelegationId,
        (subject, born): (PatientId, NaiveDate),
        guardian: PersonId,
        ages: GuardianAges,
        now: Timestamp,
    ) -> Option<Self> {
        let events = AgeEvents::of(born, ages);
        (now < events.end_at).then(|| Self {
            id,
            subject,
            caregiver: guardian,
            basis: Basis::Guardian,
            relationship: Relationship::Parent,
            limits: Limits::of_a_child(),
            created_at: now,
            decided_at: now,
            topics_until: events.narrow_at.max(now),
            until: events.end_at,
            last_used_at: now,
            ages: Some(events),
            state: DelegationState::Active,
        })
    }

    /// Returns the same access after the birth date was corrected; `None` if that changes nothing, or it ended.
    ///
    /// All that followed from the birth date follows from the new one: when the access narrows, waits and ends, and what
    /// an age that was never reached took away.
    pub fn corrected_birth(
        &self,
        born: NaiveDate,
        ages: GuardianAges,
        now: Timestamp,
    ) -> Option<Self> {
        let old = self.ages?;
        let fresh = AgeEvents::of(born, ages);
        if matches!(self.state, DelegationState::Ended { .. })
            || old.narrow_at == fresh.narrow_at && old.end_at == fresh.end_at
        {
            return None;
        }
        let mut corrected = self.clone();
        let said_yes = old.suspend_at.is_none() && fresh.suspend_at.is_some_and(|at| at <= now);
        corrected.ages = Some(AgeEvents {
            suspend_at: fresh.suspend_at.filter(|_| !said_yes),
            ..fresh
        });
        // An end that the young person chose stays, if it comes first.
        let until = if self.until == old.end_at {
            fresh.end_at
        } else {
            self.until.min(fresh.end_at)
        };
        // Who was of age before the access began: it never lasted, and no end lies before its beginning.
        corrected.until = until.max(self.created_at + TimeDelta::seconds(1));
        if now < fresh.narrow_at {
            corrected.topics_until = fresh.narrow_at;
            if self.limits == Limits::of_a_teenager() {
                corrected.limits = Limits::of_a_child();
            }
        } else {
            corrected.topics_until = self.topics_until.min(now);
        }
        corrected.topics_until = corrected.topics_until.min(corrected.until);
        let waits = matches!(self.state, DelegationState::NeedsReview { .. });
        if waits
            && old.suspend_at.is_some_and(|at| at <= now)
            && fresh.suspend_at.is_some_and(|at| at > now)
        {
            corrected.state = DelegationState::Active;
        }
        Some(corrected)
    }

    /// Returns what a birthday changed and is not stored yet; `None` if nothing. Access never depends on it:
    /// [`Self::limits_at`] and [`Self::status`] see the birthday themselves.
    pub fn settle_age(&self, now: Timestamp) -> Option<(AgeEvent, Self)> {
        let ages = self.ages?;
        let open = !matches!(self.state, DelegationState::Ended { .. });
        let since = ages.suspend_at.filter(|at| *at <= now);
        let settled = |state| Self {
            state,
            ..self.clone()
        };
        let ends_with_age = self.until == ages.end_at || ages.end_at <= self.created_at;
        if open && now >= ages.end_at && ends_with_age {
            let state = DelegationState::Ended {
                by: Actor::System,
                at: ages.end_at,
                cause: DelegationEndCause::CameOfAge,
            };
            return Some((AgeEvent::End, settled(state)));
        }
        if !open || now >= self.until {
            return None;
        }
        if let (DelegationState::Active, Some(since)) = (&self.state, since) {
            let state = DelegationState::NeedsReview { since };
            return Some((AgeEvent::Suspend, settled(state)));
        }
        let narrow = Limits::of_a_teenager();
        (now >= ages.narrow_at && !self.limits.is_within(narrow)).then(|| {
            let narrowed = Self {
                limits: self.limits.within(narrow),
                ..self.clone()
            };
            (AgeEvent::Narrow, narrowed)
        })
    }
}
