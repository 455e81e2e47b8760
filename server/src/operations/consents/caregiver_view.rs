//! What a caregiver is told of the patient's apps and of what happened: as far as it is about kinds that they may see.
//! How the patient signs in, and who the other caregivers are, is not theirs to know.

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
    /// The kinds that evidence must be about to be told at `now`; `None` for a patient, who is told of all of it.
    pub(super) fn told(&self, ability: Ability, now: Timestamp) -> Option<CategorySet> {
        let delegation = self.delegation.as_ref()?;
        Some(delegation.reach(ability, now).0)
    }

    /// A decision as far as it is told at `now`: of somebody else's a caregiver learns that it is there, because they may
    /// stop any app, and what of it is ticked for them.
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

    /// Whether something that happened is told: what apps did and what was decided about them, if it is about kinds that are
    /// ticked and no others, and a caregiver's own doings. What names no kind would tell of an app alone: it stays untold.
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
