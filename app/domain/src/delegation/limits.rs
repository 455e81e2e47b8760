//! How far a caregiver may go: what they may see, what they may do, and for how long it can be given.

use chrono::Months;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, TopicSet, catalogue_enum, mask_set},
};

catalogue_enum! {
    /// What a caregiver may do, each given on its own; a copy only of what may be seen.
    Ability {
        SeeRecords = "see-records",
        SeeActivity = "see-activity",
        /// Connect apps within the caregiver's own limits, and stop any.
        ManageApps = "manage-apps",
        Export = "export",
    }
}

mask_set! {
    /// What a caregiver may do.
    AbilitySet of Ability
}

impl AbilitySet {
    /// Without what goes only with something else: a copy is of what can be seen.
    #[must_use]
    pub const fn without_unusable(self) -> Self {
        if self.contains(Ability::SeeRecords) {
            self
        } else {
            self.without(Self::of(Ability::Export))
        }
    }
}

/// How far somebody may go. Empty means nothing, everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub categories: CategorySet,
    pub topics: TopicSet,
    pub abilities: AbilitySet,
}

impl Limits {
    pub const fn is_within(self, other: Self) -> bool {
        self.categories.is_subset(other.categories)
            && self.topics.is_subset(other.topics)
            && self.abilities.is_subset(other.abilities)
    }

    /// The same for the same limits only: what a proof of the patient is bound to.
    pub fn canonical(self) -> String {
        format!(
            "{:x} {:x} {:x}",
            self.categories.mask(),
            self.topics.mask(),
            self.abilities.mask()
        )
    }

    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self {
            categories: self.categories.intersection(other.categories),
            topics: self.topics.intersection(other.topics),
            abilities: self.abilities.intersection(other.abilities),
        }
    }

    /// Whether a patient can give exactly this.
    ///
    /// # Errors
    /// [`LimitsError`] names the first thing that is wrong with it.
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
    #[error("nothing was ticked that they may do")]
    NoAbility,
    #[error("a copy is of what can be seen, and nothing can")]
    UnseenCopy,
    #[error("no kind of data was ticked")]
    NoCategory,
    #[error("psychotherapy notes are given to nobody")]
    NotToGive,
    #[error("the end is none of those that can be picked")]
    EndOutOfRange,
}

/// For how long, as a patient picks it: whole months from the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Lasting(u8);

impl Lasting {
    /// The lengths on the page.
    pub const MONTHS: [u8; 4] = [1, 3, 6, 18];
    pub const USUAL: Self = Self(6);

    /// # Errors
    /// [`LimitsError::EndOutOfRange`] for a length that is not on the page.
    pub fn of_months(months: u8) -> Result<Self, LimitsError> {
        let known = Self::MONTHS.contains(&months);
        known
            .then_some(Self(months))
            .ok_or(LimitsError::EndOutOfRange)
    }

    pub const fn months(self) -> u8 {
        self.0
    }

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
    /// What a guardian of a small child may see and do: all, but no psychotherapy notes.
    pub fn of_a_child() -> Self {
        Self {
            categories: CategorySet::all(),
            topics: TopicSet::for_apps(),
            abilities: AbilitySet::all(),
        }
    }

    /// What is left of it once the child grows up: nothing sensitive, and not what is told in confidence.
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
