//! What the consent page must show: everything that was requested, what starts switched on, and what a renewal changes.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{AuthorizationRequest, Consent, LastAnswer, LastReads, unused_since};
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
    /// Requested now and not shared before.
    New,
    /// Shared before and proposed again.
    Same,
    /// Shared before and no longer proposed: not requested, or not used. If it was requested, the patient can put it
    /// back.
    Removed,
    /// Requested before, and the patient said no.
    Declined,
}

/// One line of the offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedCategory {
    /// What was requested.
    pub category: DataCategory,
    /// Whether the client is registered as unable to work without it.
    pub needed: bool,
    /// Whether its switch starts on.
    pub proposed: bool,
    /// What changes; `None` where there is no consent in force to compare with.
    pub change: Option<Change>,
}

/// How long any choice may last (rule 11; topics 90 days at most).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLimits {
    /// The most days.
    pub max_days: u16,
    /// The most days once a sensitive topic is ticked.
    pub max_days_sensitive: u16,
}

/// What one authorization request puts before the patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The client that requests.
    pub client: ClientId,
    /// The purpose of the request.
    pub purpose: PurposeOfUse,
    /// What was requested, in the order of the catalogue.
    pub categories: Vec<OfferedCategory>,
    /// The sensitive topics that were requested by name. Each starts off.
    pub topics: TopicSet,
    /// Shared today and not requested now.
    pub dropped: CategorySet,
    /// Whether the client requested `offline_access`: to read while the person is away.
    pub offline: bool,
    /// How long a choice may last.
    pub limits: OfferLimits,
    /// Whether there is a consent in force that this decision would replace.
    pub renewal: bool,
    /// The answer that this person gave last, in force or over; `None` if the client never got one.
    pub last: Option<LastAnswer>,
}

impl Offer {
    /// Makes the offer from the request, the client's registration and the consent in force with the client's last
    /// reads.
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
                    Some(Change::Removed | Change::Declined) => false,
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
            last: None,
        }
    }

    /// Starts the page from the person's last answer: what they said no to stays off, also where the client needs it.
    #[must_use]
    pub fn starting_from(self, before: &Consent, last: LastAnswer) -> Self {
        let row = |row: OfferedCategory| {
            if before.refused.contains(row.category) {
                OfferedCategory {
                    proposed: false,
                    change: Some(Change::Declined),
                    ..row
                }
            } else {
                row
            }
        };
        Self {
            categories: self.categories.into_iter().map(row).collect(),
            last: Some(last),
            ..self
        }
    }

    /// Cuts the offer down to what a caregiver may share (rule 10): no more categories and topics than they see, and no
    /// longer than their delegation and its topics last.
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

    /// Returns the categories that the client needs, and those that it would like.
    pub fn parted(&self) -> (Vec<OfferedCategory>, Vec<OfferedCategory>) {
        self.categories.iter().copied().partition(|row| row.needed)
    }

    /// Returns the categories that were requested.
    pub fn asked(&self) -> CategorySet {
        self.categories.iter().map(|row| row.category).collect()
    }

    /// Returns the categories whose switch starts on.
    pub fn proposed(&self) -> CategorySet {
        self.categories
            .iter()
            .filter(|row| row.proposed)
            .map(|row| row.category)
            .collect()
    }

    /// Returns what was never requested: shown as "cannot see" beside what was refused.
    pub fn never_asked(&self) -> CategorySet {
        CategorySet::all().without(self.asked())
    }

    /// Makes the offer of a change that the patient starts on the page of the app, without a request of the client:
    /// nothing beyond the consent and the `scope` of its grant is offered.
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
            last: None,
        }
    }
}

impl OfferLimits {
    /// Returns the limits for a client that the hospital has reviewed, or has not (`unverified`).
    pub const fn of(unverified: bool) -> Self {
        // [Rule 11](crate::rules#rule-11-unverified-apps) for the first,
        // [sensitive topics](crate::rules#sensitive-topics) for the second.
        let max_days = if unverified { 30 } else { 366 };
        Self {
            max_days,
            max_days_sensitive: if unverified { 30 } else { 90 },
        }
    }

    /// Returns the longest time that a choice may last, with (`sensitive`) or without a sensitive topic.
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
