//! Is a choice never wider than what was offered? The only place where one is approved.

use chrono::{NaiveDate, TimeDelta};
use thiserror::Error;

use super::{Access, AccessChoice, ApprovedChoice, Choice, Consent, Offer};
use crate::{Timestamp, catalogue::TopicSet};

/// Why a choice cannot be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChoiceError {
    /// No category is switched on.
    #[error("nothing was chosen")]
    Nothing,
    /// A category or topic that the offer does not have: not requested, or wider than the grantor may share.
    #[error("something was chosen that was not offered")]
    NotOffered,
    /// Not a length of the page, or beyond [`OfferLimits::max_days`](super::OfferLimits::max_days).
    #[error("the end lies in the past or too far ahead")]
    EndOutOfRange,
    /// Beyond [`OfferLimits::max_days_sensitive`](super::OfferLimits::max_days_sensitive), with a topic ticked.
    #[error("the end lies too far ahead for a sensitive topic")]
    TooLongForSensitive,
    /// The first day of the data period lies after today.
    #[error("the data period starts in the future")]
    PeriodOutOfRange,
}

/// The day that it is where it is latest (UTC+14): no period begins on a day that has begun nowhere.
fn furthest_today(now: Timestamp) -> NaiveDate {
    (now + TimeDelta::hours(14)).date_naive()
}

impl Choice {
    /// Returns the choice that the page starts with: what is proposed, no topic, and the last length and period, or else 30
    /// days or the longest that is allowed, and all data.
    pub fn proposed(offer: &Offer) -> Self {
        let longest = offer.limits.max_days.min(30);
        let fitting = AccessChoice::DAYS
            .into_iter()
            .rfind(|days| *days <= longest);
        let usual = fitting.map_or(AccessChoice::OneTime, AccessChoice::Days);
        let last = offer
            .last
            .filter(|last| last.days <= offer.limits.max_days)
            .map(|last| last.access);
        Self {
            categories: offer.proposed(),
            topics: TopicSet::EMPTY,
            access: last.unwrap_or(usual),
            period: offer.last.and_then(|last| last.period),
        }
    }

    /// Whether every category and topic of it is offered.
    pub fn is_within(&self, offer: &Offer) -> bool {
        self.categories.is_subset(offer.asked()) && self.topics.is_subset(offer.topics)
    }

    /// Checks the choice against the offer.
    ///
    /// # Errors
    /// [`ChoiceError`] names the first thing in which it goes beyond the offer, or that it is empty.
    pub fn check(&self, offer: &Offer, now: Timestamp) -> Result<ApprovedChoice, ChoiceError> {
        if self.categories.is_empty() {
            return Err(ChoiceError::Nothing);
        }
        if !self.is_within(offer) {
            return Err(ChoiceError::NotOffered);
        }
        let (access, expires_at) = self.end(offer, now)?;
        if self
            .period
            .is_some_and(|period| period.from > furthest_today(now))
        {
            return Err(ChoiceError::PeriodOutOfRange);
        }
        Ok(ApprovedChoice {
            categories: self.categories,
            topics: self.topics,
            refused: offer.asked().without(self.categories),
            refused_topics: offer.topics.without(self.topics),
            access,
            expires_at,
            period: self.period,
        })
    }

    /// As [`Self::check`], but the end and the way of access stay as the decision in force has them, whatever
    /// [`Self::access`] says.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn check_keeping_end(
        &self,
        offer: &Offer,
        in_force: &Consent,
        now: Timestamp,
    ) -> Result<ApprovedChoice, ChoiceError> {
        let shortest = Self {
            access: AccessChoice::OneTime,
            ..self.clone()
        };
        shortest.check(offer, now).map(|choice| ApprovedChoice {
            access: in_force.access,
            expires_at: in_force.expires_at,
            ..choice
        })
    }

    fn end(&self, offer: &Offer, now: Timestamp) -> Result<(Access, Timestamp), ChoiceError> {
        let access = match self.access {
            AccessChoice::OneTime => Access::OneTime,
            AccessChoice::Days(days) if !AccessChoice::DAYS.contains(&days) => {
                return Err(ChoiceError::EndOutOfRange);
            }
            AccessChoice::Days(_) | AccessChoice::Until(_) => Access::Until,
        };
        let expires_at = self.access.ends_at(now);
        // A picked day ends at its midnight, so it may run up to a day over the round length.
        let slack = match self.access {
            AccessChoice::Until(_) => TimeDelta::days(1),
            _ => TimeDelta::zero(),
        };
        if expires_at <= now || expires_at - now > offer.limits.longest(false) + slack {
            return Err(ChoiceError::EndOutOfRange);
        }
        if !self.topics.is_empty() && expires_at - now > offer.limits.longest(true) + slack {
            return Err(ChoiceError::TooLongForSensitive);
        }
        Ok((access, expires_at))
    }
}

impl ApprovedChoice {
    /// Whether it adds nothing to the consent in force: such a change needs no proof (rule 14).
    pub fn narrows(&self, consent: &Consent) -> bool {
        let period_narrows = match (consent.period, self.period) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(before), Some(after)) => after.from >= before.from,
        };
        self.categories.is_subset(consent.granted)
            && self.topics.is_subset(consent.topics)
            && self.expires_at <= consent.expires_at
            && (self.access == consent.access || self.access == Access::OneTime)
            && period_narrows
    }
}
