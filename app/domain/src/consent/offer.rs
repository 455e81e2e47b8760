//! What the consent page must show: everything that was asked, what starts switched on, and what a renewal changes.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{AuthorizationRequest, Consent, LastReads, unused_since};
use crate::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, TopicSet},
    client::{Client, ReviewState},
    ids::ClientId,
    scope::{Scope, ScopeSet},
};

/// What a request adds to or takes from the decision that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Asked for now and not shared before.
    New,
    /// Shared before and proposed again.
    Same,
    /// Shared before and proposed no more: not asked for, or not used. If it was asked for, the patient can put it back.
    Removed,
}

/// One line of the offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedCategory {
    pub category: DataCategory,
    /// The app says it cannot work without it.
    pub needed: bool,
    /// Whether its switch starts on.
    pub proposed: bool,
    /// What changes, where there is a decision to compare with.
    pub change: Option<Change>,
}

/// How far any choice can go, whatever the patient ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLimits {
    pub max_days: u16,
    /// The limit once a sensitive topic is ticked.
    pub max_days_sensitive: u16,
}

/// What one request puts before the patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub client: ClientId,
    pub purpose: PurposeOfUse,
    /// What was asked for, in the order of the catalogue.
    pub categories: Vec<OfferedCategory>,
    /// The sensitive topics that were asked for by name. Each starts off.
    pub topics: TopicSet,
    /// Shared today and not asked for now.
    pub dropped: CategorySet,
    /// Whether the app asked to look while the person is away.
    pub offline: bool,
    pub limits: OfferLimits,
    /// Whether there is a decision in force that this one would replace.
    pub renewal: bool,
}

impl Offer {
    /// Builds the offer from the request, the client's registration and the decision in force.
    pub fn of(
        request: &AuthorizationRequest,
        client: &Client,
        in_force: Option<(&Consent, &LastReads)>,
        now: Timestamp,
    ) -> Self {
        let asked = request.scope.categories();
        let needed = client.needed_scopes.categories();
        let unverified = client.review == ReviewState::Unverified;
        let topics = request
            .scope
            .topics()
            .iter()
            .filter(|t| t.may_be_shared_with_apps());
        let before = in_force.map_or(CategorySet::EMPTY, |(consent, _)| consent.granted);
        let unused = in_force.map_or(CategorySet::EMPTY, |(consent, reads)| {
            unused_since(consent, reads, now)
        });
        let categories = asked
            .iter()
            .map(|category| {
                let change = in_force.map(|_| {
                    match (before.contains(category), unused.contains(category)) {
                        (false, _) => Change::New,
                        (true, true) => Change::Removed,
                        (true, false) => Change::Same,
                    }
                });
                let needed = needed.contains(category);
                let proposed = match change {
                    None | Some(Change::New) => needed,
                    Some(Change::Same) => true,
                    Some(Change::Removed) => false,
                };
                OfferedCategory {
                    category,
                    needed,
                    proposed,
                    change,
                }
            })
            .collect();
        Self {
            client: client.id.clone(),
            purpose: request.purpose,
            categories,
            // [Rule 11](crate::rules#rule-11-unverified-apps): an app that nobody checked gets no sensitive topic.
            topics: if unverified {
                TopicSet::EMPTY
            } else {
                topics.collect()
            },
            dropped: before.without(asked),
            offline: request.scope.contains(&Scope::OfflineAccess),
            limits: OfferLimits::of(unverified),
            renewal: in_force.is_some(),
        }
    }

    /// The same as far as somebody may share who acts on another's word: no more than they see, and no longer than they
    /// may act.
    #[must_use]
    pub fn within(
        self,
        (categories, topics): (CategorySet, TopicSet),
        (until, topics_until): (Timestamp, Timestamp),
        now: Timestamp,
    ) -> Self {
        let days = |end: Timestamp| u16::try_from((end - now).num_days()).unwrap_or_default();
        Self {
            categories: self
                .categories
                .into_iter()
                .filter(|row| categories.contains(row.category))
                .collect(),
            topics: self.topics.intersection(topics),
            dropped: self.dropped.intersection(categories),
            limits: OfferLimits {
                max_days: self.limits.max_days.min(days(until)),
                max_days_sensitive: self.limits.max_days_sensitive.min(days(topics_until)),
            },
            ..self
        }
    }

    /// The categories that were asked for.
    pub fn asked(&self) -> CategorySet {
        self.categories.iter().map(|row| row.category).collect()
    }

    /// The categories whose switch starts on.
    pub fn proposed(&self) -> CategorySet {
        self.categories
            .iter()
            .filter(|row| row.proposed)
            .map(|row| row.category)
            .collect()
    }

    /// What was never asked for: shown as "cannot see" beside what was refused.
    pub fn never_asked(&self) -> CategorySet {
        CategorySet::all().without(self.asked())
    }

    /// The offer of a change to a decision in force, made by the patient on the app's page: what is shared can only be
    /// taken away or kept, so it needs no request of the app.
    pub fn of_change(consent: &Consent, client: &Client, scope: &ScopeSet) -> Self {
        let categories = consent
            .granted
            .union(consent.refused)
            .iter()
            .filter(|category| scope.names(*category) || consent.granted.contains(*category))
            .map(|category| OfferedCategory {
                category,
                needed: client.needed_scopes.names(category),
                proposed: consent.granted.contains(category),
                change: None,
            })
            .collect();
        Self {
            client: client.id.clone(),
            purpose: consent.purpose,
            categories,
            topics: consent.topics,
            dropped: CategorySet::EMPTY,
            offline: true,
            limits: OfferLimits::of(client.review == ReviewState::Unverified),
            renewal: true,
        }
    }
}

impl OfferLimits {
    const fn of(unverified: bool) -> Self {
        // [Rule 11](crate::rules#rule-11-unverified-apps) for the first,
        // [sensitive topics](crate::rules#sensitive-topics) for the second.
        let max_days = if unverified { 30 } else { 366 };
        Self {
            max_days,
            max_days_sensitive: if unverified { 30 } else { 90 },
        }
    }

    pub fn longest(self, sensitive: bool) -> TimeDelta {
        TimeDelta::days(
            if sensitive {
                self.max_days_sensitive
            } else {
                self.max_days
            }
            .into(),
        )
    }
}
