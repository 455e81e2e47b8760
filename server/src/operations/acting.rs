//! Who acts on whose record, and how far: a patient on their own, or a caregiver under a delegation.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    catalogue::{CategorySet, TopicSet},
    consent::{ApprovedChoice, ChoiceError, Consent, Offer},
    decision::{Reason, RecordFilter},
    delegation::{Ability, Delegation},
    ids::{ClientId, DelegationId, PatientId, PersonId},
    person::Person,
};
use policy::{ConsentAction, Standing};
use thiserror::Error;

use super::prelude::*;
use crate::audit::Unavailable;

/// Who acts, and on whose record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The account that acts.
    pub person: PersonId,
    /// Whose record.
    pub subject: PatientId,
    /// The delegation of a caregiver; `None` for a patient on their own record.
    pub delegation: Option<Delegation>,
}

/// Why something is not done on a record.
#[derive(Debug, Error)]
pub enum ActingError {
    /// The delegation does not allow it (rule 10), or only the patient may (rule 12). The evidence is committed; the
    /// person is answered as if it did not exist.
    #[error("the caregiver may not do this: {0:?}")]
    Refused(Reason),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

impl Acting {
    /// A patient on their own record.
    pub const fn own(person: PersonId, subject: PatientId) -> Self {
        Self {
            person,
            subject,
            delegation: None,
        }
    }

    /// A caregiver on the record of the patient of this delegation.
    pub fn for_another(delegation: Delegation) -> Self {
        Self {
            person: delegation.caregiver,
            subject: delegation.subject.clone(),
            delegation: Some(delegation),
        }
    }

    /// Whether a patient acts on their own record.
    pub const fn is_own(&self) -> bool {
        self.delegation.is_none()
    }

    /// Returns the actor for evidence and for consents.
    pub fn actor(&self) -> Actor {
        match &self.delegation {
            None => Actor::Patient {
                person: self.person,
            },
            Some(delegation) => Actor::Caregiver {
                person: self.person,
                delegation: delegation.id,
            },
        }
    }

    /// Returns the categories and topics on which they may use an ability at `now`: a patient all of them.
    pub fn reach(&self, ability: Ability, now: Timestamp) -> (CategorySet, TopicSet) {
        match &self.delegation {
            None => (CategorySet::all(), TopicSet::all()),
            Some(delegation) => delegation.reach(ability, now),
        }
    }

    /// Whether they may use an ability at `now`. A patient may do everything with their own record.
    pub fn may(&self, ability: Ability, now: Timestamp) -> bool {
        let delegation = self.delegation.as_ref();
        delegation.is_none_or(|known| known.limits_at(now).abilities.contains(ability))
    }

    /// Returns the filter of the records on which they may use an ability at `now`. A caregiver does not see the
    /// RelatedPerson of another caregiver.
    pub fn records(&self, ability: Ability, now: Timestamp) -> RecordFilter {
        let (categories, topics) = self.reach(ability, now);
        let delegation = self.delegation.as_ref();
        RecordFilter {
            subject: self.subject.clone(),
            categories,
            topics,
            from: None,
            only_related: delegation.map(|known| known.id.related_person()),
        }
    }

    /// Whether this person may change a consent: a patient any about their record, a caregiver only those that they
    /// gave.
    pub fn decided(&self, consent: &Consent) -> bool {
        self.is_own() || consent.grantor == self.actor()
    }

    /// Cuts an offer down to what this person may share.
    pub fn limit(&self, offer: Offer, now: Timestamp) -> Offer {
        match &self.delegation {
            None => offer,
            Some(delegation) => {
                let ends = (delegation.until, delegation.topics_until);
                offer.within(delegation.reach(Ability::ManageApps, now), ends, now)
            }
        }
    }

    /// Returns the reason to audit for a choice that was refused: a caregiver went beyond their delegation. `None` for
    /// a patient, whose mistake on their own record leaves no evidence.
    pub fn overreach(&self, error: ChoiceError) -> Option<Reason> {
        let too_far = matches!(
            error,
            ChoiceError::NotOffered | ChoiceError::EndOutOfRange | ChoiceError::TooLongForSensitive
        );
        (too_far && !self.is_own()).then_some(Reason::DelegationTooNarrow)
    }

    /// A consent lives no longer than the delegation that it is given under.
    pub fn allows_end(&self, choice: &ApprovedChoice) -> bool {
        self.delegation.as_ref().is_none_or(|delegation| {
            let sensitive = !choice.topics().is_empty();
            choice.expires_at() <= delegation.until
                && (!sensitive || choice.expires_at() <= delegation.topics_until)
        })
    }

    /// Returns why they may not use an ability at `now` ([rule 10](domain::rules#rule-10-delegation)); `None` if they
    /// may. A patient may do everything with their own record.
    pub fn refusal(&self, deps: &Deps, ability: Ability, now: Timestamp) -> Option<Reason> {
        let delegation = self.delegation.as_ref()?;
        if ability == Ability::ManageApps {
            let standing = Standing::Delegated(delegation, now);
            let decision = deps.policy.may(
                &self.actor(),
                standing,
                ConsentAction::Change,
                &self.subject,
            );
            return decision.reasons.first().copied();
        }
        if !delegation.is_active(now) {
            return Some(Reason::DelegationEnded);
        }
        let may = delegation.limits_at(now).abilities.contains(ability);
        (!may).then_some(Reason::DelegationTooNarrow)
    }

    /// Makes an event about this record, with actor and delegation.
    pub fn event(
        &self,
        deps: &Deps,
        ctx: Context,
        now: Timestamp,
        action: AuditAction,
    ) -> AuditEvent {
        AuditEvent {
            subject: Some(self.subject.clone()),
            delegation: self.delegation.as_ref().map(|delegation| delegation.id),
            ..deps.event(ctx, now, self.actor(), action)
        }
    }

    /// Reads the delegation again, so that an end counts at once, also in the middle of a request.
    pub(super) async fn require(
        &self,
        deps: &Deps,
        ctx: Context,
        ability: Ability,
        action: AuditAction,
    ) -> Result<Self, ActingError> {
        let Some(known) = &self.delegation else {
            return Ok(self.clone());
        };
        let found = deps.store.read().delegations().find(known.id).await?;
        let acting = self.as_of(found);
        match acting.refusal(deps, ability, deps.clock.now()) {
            None => Ok(acting),
            Some(reason) => Err(acting.refuse(deps, ctx, reason, action).await),
        }
    }

    /// As [`Self::require`], and begins a transaction in which the delegation cannot end any more.
    pub(super) async fn begin(
        &self,
        deps: &Deps,
        ctx: Context,
        ability: Ability,
        action: AuditAction,
    ) -> Result<(Tx, Self), ActingError> {
        let tx = deps.store.begin().await?;
        let Some(known) = &self.delegation else {
            return Ok((tx, self.clone()));
        };
        let acting = self.as_of(tx.delegations().lock(known.id).await?);
        let Some(reason) = acting.refusal(deps, ability, deps.clock.now()) else {
            return Ok((tx, acting));
        };
        // Evidence is committed on the one writing connection of SQLite: an open transaction here would block it for
        // ever.
        drop(tx);
        Err(acting.refuse(deps, ctx, reason, action).await)
    }

    /// For what only the patient does: a caregiver never invites, never widens, never extends.
    pub(super) async fn require_own(
        &self,
        deps: &Deps,
        ctx: Context,
        action: AuditAction,
    ) -> Result<(), ActingError> {
        if self.is_own() {
            return Ok(());
        }
        let reason = Reason::RoleNotAllowed;
        Err(self.refuse(deps, ctx, reason, action).await)
    }

    /// Commits evidence that a caregiver reached for what is not theirs to decide, and for which client. The answer to them
    /// stays as it is.
    pub(super) async fn note_overreach(
        &self,
        deps: &Deps,
        ctx: Context,
        action: AuditAction,
        client: &ClientId,
    ) -> Result<(), ActingError> {
        let event = self.event(deps, ctx, deps.clock.now(), action);
        let event = AuditEvent {
            client: Some(client.clone()),
            ..event.refused([Reason::DelegationTooNarrow])
        };
        Ok(deps.audit.record(event).await?)
    }

    async fn refuse(
        &self,
        deps: &Deps,
        ctx: Context,
        reason: Reason,
        action: AuditAction,
    ) -> ActingError {
        let event = self.event(deps, ctx, deps.clock.now(), action);
        match deps.audit.record(event.refused([reason])).await {
            Ok(()) => ActingError::Refused(reason),
            Err(error) => error.into(),
        }
    }

    /// The same with the delegation as it stands. Delegations are never removed; one that is not there ended.
    fn as_of(&self, found: Option<Delegation>) -> Self {
        Self {
            delegation: found.or_else(|| self.delegation.clone()),
            ..self.clone()
        }
    }
}

/// Returns how this person acts under a delegation; `None` if it is not theirs, not active or unknown.
pub async fn acting_for(
    deps: &Deps,
    person: &Person,
    delegation: DelegationId,
) -> Result<Option<Acting>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().delegations().find(delegation).await?;
    let active = found.filter(|found| found.caregiver == person.id && found.is_active(now));
    Ok(active.map(Acting::for_another))
}
