//! A parent or guardian of a minor: what they may, and what a birthday changes of it.

use chrono::NaiveDate;

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
        if open && now >= ages.end_at && self.until == ages.end_at {
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
