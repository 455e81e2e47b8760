//! What a caregiver sees of the patient's apps and history: as far as it is about categories within their limits. How
//! the patient signs in, and who the other caregivers are, is not shown to them.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    catalogue::CategorySet,
    consent::Consent,
    delegation::Ability,
};

use crate::operations::acting::Acting;

const ABOUT_APPS: &[AuditAction] = &[
    AuditAction::ConsentRequested,
    AuditAction::ConsentGiven,
    AuditAction::ConsentDenied,
    AuditAction::ConsentNarrowed,
    AuditAction::ConsentRenewed,
    AuditAction::ConsentSuspended,
    AuditAction::ConsentConfirmed,
    AuditAction::ConsentRevoked,
    AuditAction::AppConnected,
    AuditAction::TokenRefreshed,
    AuditAction::GrantEnded,
    AuditAction::RecordRead,
    AuditAction::RecordSearched,
    AuditAction::RecordsImported,
];

impl Acting {
    /// Returns the categories that evidence must be limited to, to be shown at `now`; `None` for a patient, who sees
    /// all of it.
    pub(super) fn told(&self, ability: Ability, now: Timestamp) -> Option<CategorySet> {
        let delegation = self.delegation.as_ref()?;
        Some(delegation.reach(ability, now).0)
    }

    /// Returns a consent as far as it is shown at `now`. Of a consent that is not their own, a caregiver sees that it
    /// exists, because they may stop any app, and the categories within their limits.
    pub(super) fn as_told(&self, consent: Consent, now: Timestamp) -> Consent {
        if self.decided(&consent) {
            return consent;
        }
        let (categories, topics) = self.reach(Ability::ManageApps, now);
        Consent {
            granted: consent.granted.intersection(categories),
            topics: consent.topics.intersection(topics),
            refused: consent.refused.intersection(categories),
            refused_topics: consent.refused_topics.intersection(topics),
            ..consent
        }
    }

    /// Whether an event is shown: what clients did and what was decided about them, if it is about categories within
    /// the limits and no others, and a caregiver's own actions. An event without a category would reveal an app alone,
    /// so it is not shown.
    pub(super) fn is_told_of(&self, event: &AuditEvent, now: Timestamp) -> bool {
        let Some(delegation) = &self.delegation else {
            return true;
        };
        if event.actor.person() == Some(self.person) && event.delegation == Some(delegation.id) {
            return true;
        }
        let of_others = matches!(event.actor, Actor::Caregiver { .. } | Actor::Staff { .. });
        let (ticked, _) = delegation.reach(Ability::SeeActivity, now);
        !of_others
            && ABOUT_APPS.contains(&event.action)
            && !event.categories.is_empty()
            && event.categories.is_subset(ticked)
    }
}
