//! [Rules](crate::rules#the-fifteen-rules) 6 to 10 as a condition that a query can carry.

use chrono::NaiveDate;

use super::{
    basis::AccessBasis,
    reason::Reason,
    request::{Interaction, RecordLabels},
};
use crate::{
    Timestamp,
    catalogue::{CategorySet, ResourceType, TopicSet},
    ids::{PatientId, ResourceId},
};

/// [Rules](crate::rules#the-fifteen-rules) 6 to 10 as one condition on stored records. It goes into the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFilter {
    pub subject: PatientId,
    /// A record must belong to these categories only.
    pub categories: CategorySet,
    /// A record may carry these labels only.
    pub topics: TopicSet,
    /// The first day of the data period.
    pub from: Option<NaiveDate>,
    /// The one RelatedPerson that may be among them; `None` where any may. A caregiver never reads the RelatedPerson of another caregiver.
    pub only_related: Option<ResourceId>,
}

impl RecordFilter {
    /// What the evidence allows of one resource type: the consent in force, checked against the scope of the token.
    ///
    /// `None` if the type lies outside the scopes in force now, which is told to the caller (403), unlike everything else.
    pub fn of(
        basis: &AccessBasis,
        resource: ResourceType,
        interaction: Interaction,
        now: Timestamp,
    ) -> Option<Self> {
        Self::within(basis, resource, interaction, now).ok()
    }

    /// As [`Self::of`], with the reason where there is nothing to filter.
    ///
    /// # Errors
    /// [`Reason::ScopeInsufficient`] if the scope of the token does not reach the type, and
    /// [`Reason::CategoryNotGranted`] if it does, but the consent in force shares none of it: narrowed since.
    /// [`Reason::DelegationTooNarrow`] if the caregiver who gave it may share none of it any more.
    pub fn within(
        basis: &AccessBasis,
        resource: ResourceType,
        interaction: Interaction,
        now: Timestamp,
    ) -> Result<Self, Reason> {
        let AccessBasis {
            token,
            consent,
            delegation,
            ..
        } = basis;
        let action = interaction.action();
        let reached = token.scope.reach(resource, action).allows(resource);
        if reached.is_empty() {
            return Err(Reason::ScopeInsufficient);
        }
        let shared = reached.intersection(consent.granted);
        if shared.is_empty() {
            return Err(Reason::CategoryNotGranted);
        }
        let categories = shared.intersection(basis.reach(now).0);
        if categories.is_empty() {
            return Err(Reason::DelegationTooNarrow);
        }
        Ok(Self {
            subject: consent.subject.clone(),
            categories,
            topics: basis.topics(resource, action, now),
            from: consent.period.map(|period| period.from),
            only_related: delegation.as_ref().map(|one| one.id.related_person()),
        })
    }

    /// Whether a record passes. The query must say the same.
    pub fn admits(&self, record: &RecordLabels) -> bool {
        record.subject == self.subject
            && record.categories.is_subset(self.categories)
            && record.topics.is_subset(self.topics)
            && record.classified
            && self.only_related.as_ref().is_none_or(|only| {
                let related = record.related.as_ref();
                related.is_none_or(|related| related == only)
            })
            && self
                .from
                .is_none_or(|from| record.date.is_none_or(|date| date >= from))
    }
}
