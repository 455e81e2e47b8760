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

/// [Rules](crate::rules#the-fifteen-rules) 4 and 6 to 10 as one condition on stored records. It goes into the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFilter {
    /// Whose records (rule 4).
    pub subject: PatientId,
    /// A record may belong to these categories only (rule 6).
    pub categories: CategorySet,
    /// A record may carry these labels only (rule 7).
    pub topics: TopicSet,
    /// The first day of the data period (rule 9); `None` for all data.
    pub from: Option<NaiveDate>,
    /// The one RelatedPerson that may be among them; `None` where any may. A caregiver never reads the RelatedPerson of
    /// another caregiver (rule 10).
    pub only_related: Option<ResourceId>,
}

impl RecordFilter {
    /// Returns what may be read of one resource type: the consent in force, cut down by the scope of the token.
    ///
    /// `None` if the type lies outside the scopes in force now. Only that is answered with 403; what the filter leaves
    /// out is answered as if it did not exist.
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

    /// Whether the filter admits a record. The query must say the same.
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
