//! How far a caregiver may go: what they may see, what they may do, and for how long it can be given.

use chrono::Months;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, TopicSet, catalogue_enum, mask_set},
};

catalogue_enum! {
    /// What a caregiver may do. Each is given on its own, except [`Self::Export`].
    Ability {
        /// See the record in the portal.
        SeeRecords = "see-records",
        /// See who read the record.
        SeeActivity = "see-activity",
        /// Connect apps within the caregiver's own limits, and stop any.
        ManageApps = "manage-apps",
        /// Save a copy of what may be seen; only with [`Self::SeeRecords`].
        Export = "export",
    }
}

mask_set! {
    /// A set of abilities.
    AbilitySet of Ability
}

impl AbilitySet {
    /// Returns the set without `Export` where `SeeRecords` is missing.
    #[must_use]
    pub const fn without_unusable(self) -> Self {
        if self.contains(Ability::SeeRecords) {
            self
        } else {
            self.without(Self::of(Ability::Export))
        }
    }
}

/// How far a caregiver may go (rule 10). Empty means nothing, everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The data categories they may see and share.
    pub categories: CategorySet,
    /// The sensitive topics they may see and share.
    pub topics: TopicSet,
    /// What they may do.
    pub abilities: AbilitySet,
}

impl Limits {
    /// Whether `other` permits everything that these limits permit.
    pub const fn is_within(self, other: Self) -> bool {
        self.categories.is_subset(other.categories)
            && self.topics.is_subset(other.topics)
            && self.abilities.is_subset(other.abilities)
    }

    /// Returns one text per meaning: equal for equal limits only. A proof of the patient is bound to it.
    pub fn canonical(self) -> String {
        format!(
            "{:x} {:x} {:x}",
            self.categories.mask(),
            self.topics.mask(),
            self.abilities.mask()
        )
    }

    /// Returns what both limits permit.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self {
            categories: self.categories.intersection(other.categories),
            topics: self.topics.intersection(other.topics),
            abilities: self.abilities.intersection(other.abilities),
        }
    }

    /// Checks that a patient can give exactly this.
    ///
    /// # Errors
    /// [`LimitsError`] names the first thing that is wrong.
    pub fn check(self) -> Result<(), LimitsError> {
        if self.abilities.is_empty() {
            return Err(LimitsError::NoAbility);
        }
        if self.categories.is_empty() {
            return Err(LimitsError::NoCategory);
        }
        if self.abilities != self.abilities.without_unusable() {
            return Err(LimitsError::UnseenCopy);
        }
        if !self.topics.is_subset(TopicSet::for_apps()) {
            return Err(LimitsError::NotToGive);
        }
        Ok(())
    }
}

/// Why limits cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LimitsError {
    /// No ability is ticked.
    #[error("nothing was ticked that they may do")]
    NoAbility,
    /// `Export` without `SeeRecords`.
    #[error("a copy is of what can be seen, and nothing can")]
    UnseenCopy,
    /// No category is ticked.
    #[error("no kind of data was ticked")]
    NoCategory,
    /// Psychotherapy notes are among the topics (45 CFR 164.508(a)(2)).
    #[error("psychotherapy notes are given to nobody")]
    NotToGive,
    /// The end is none of [`Lasting::MONTHS`].
    #[error("the end is none of those that can be picked")]
    EndOutOfRange,
}

/// How long a delegation lasts, as the patient picks it: whole months from the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Lasting(u8);

impl Lasting {
    /// The lengths that the page offers, in months.
    pub const MONTHS: [u8; 4] = [1, 3, 6, 18];
    /// The length that the page starts with.
    pub const USUAL: Self = Self(6);

    /// Reads a number of months.
    ///
    /// # Errors
    /// [`LimitsError::EndOutOfRange`] for a length that is not on the page.
    pub fn of_months(months: u8) -> Result<Self, LimitsError> {
        let known = Self::MONTHS.contains(&months);
        known
            .then_some(Self(months))
            .ok_or(LimitsError::EndOutOfRange)
    }

    /// Returns the number of months.
    pub const fn months(self) -> u8 {
        self.0
    }

    /// Returns the end of what is decided at `now`.
    pub fn ends_at(self, now: Timestamp) -> Timestamp {
        now + Months::new(self.0.into())
    }
}

impl TryFrom<u8> for Lasting {
    type Error = LimitsError;

    fn try_from(months: u8) -> Result<Self, LimitsError> {
        Self::of_months(months)
    }
}

impl From<Lasting> for u8 {
    fn from(lasting: Lasting) -> Self {
        lasting.0
    }
}

impl Limits {
    /// Returns what the guardian of a small child may see and do: all but psychotherapy notes.
    pub fn of_a_child() -> Self {
        Self {
            categories: CategorySet::all(),
            topics: TopicSet::for_apps(),
            abilities: AbilitySet::all(),
        }
    }

    /// Returns what is left once the child grows up: no sensitive topic, and no category of what is said in confidence.
    pub fn of_a_teenager() -> Self {
        const IN_CONFIDENCE: [DataCategory; 4] = [
            DataCategory::VisitNotes,
            DataCategory::Surveys,
            DataCategory::SocialHistory,
            DataCategory::SocialNeeds,
        ];
        Self {
            categories: CategorySet::all().without(IN_CONFIDENCE.into_iter().collect()),
            topics: TopicSet::EMPTY,
            abilities: AbilitySet::all(),
        }
    }
}
