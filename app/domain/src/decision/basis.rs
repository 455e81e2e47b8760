//! What does an answer rest on, and does it still stand?
//!
//! Introspection, codes and refreshes ask [`AccessBasis::standing`] or [`GrantBasis::standing`]; reads ask Cedar. A
//! test of the policy crate compares the two.

use super::reason::Reason;
use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, ResourceType, TopicSet},
    client::{Client, ReviewState},
    consent::{Access, Consent, ConsentState, ConsentStatus},
    delegation::{Ability, Delegation},
    grant::Grant,
    scope::{Actions, ScopeSet, compile},
    token::AccessToken,
};

/// What a decision rests on, loaded for the request.
#[derive(Clone, Debug)]
pub struct AccessBasis {
    /// The access token that was presented.
    pub token: AccessToken,
    /// What it hangs on.
    pub grant: Grant,
    /// The client, as registered now.
    pub client: Client,
    /// The version in force.
    pub consent: Consent,
    /// The delegation under which a caregiver gave the consent; `None` if the patient did.
    pub delegation: Option<Delegation>,
}

/// What a grant rests on, whichever token or code of it is at hand.
#[derive(Clone, Copy, Debug)]
pub struct GrantBasis<'a> {
    /// The grant.
    pub grant: &'a Grant,
    /// The client, as registered now.
    pub client: &'a Client,
    /// The version in force.
    pub consent: &'a Consent,
    /// The delegation under which a caregiver gave the consent; `None` if the patient did.
    pub delegation: Option<&'a Delegation>,
}

impl GrantBasis<'_> {
    /// Whether the records are about each other, and the consent is the version in force.
    ///
    /// What does not was not read properly, and nothing may rest on it
    /// ([rule 15](crate::rules#rule-15-availability)).
    pub fn belongs_together(self) -> bool {
        let Self {
            grant,
            client,
            consent,
            delegation,
        } = self;
        let given_under = match (&consent.grantor, delegation) {
            (Actor::Caregiver { person, delegation }, Some(found)) => {
                found.id == *delegation
                    && found.caregiver == *person
                    && found.subject == consent.subject
            }
            (_, found) => found.is_none(),
        };
        given_under
            && grant.consent == consent.id
            && grant.client == client.id
            && consent.client == client.id
            && grant.subject == consent.subject
            && !matches!(consent.state, ConsentState::Superseded { .. })
    }

    /// Returns the first of [rules](crate::rules#the-fifteen-rules) 2, 3, 5 and 10 that refuses everything under this
    /// grant at `now`, whatever is asked for; `None` if the grant stands.
    pub fn standing(self, now: Timestamp) -> Option<Reason> {
        if !self.belongs_together() {
            return Some(Reason::Unavailable);
        }
        if !self.grant.is_live() {
            return Some(Reason::GrantEnded);
        }
        if self.client.review == ReviewState::Suspended {
            return Some(Reason::ClientSuspended);
        }
        let registered = self.client.purposes.contains(&self.consent.purpose);
        ended(self.consent, now)
            .or_else(|| (!registered).then_some(Reason::PurposeMismatch))
            .or_else(|| delegation_ended(self.consent, self.delegation, now))
    }
}

impl AccessBasis {
    /// Returns what the token's grant rests on.
    pub const fn grant_basis(&self) -> GrantBasis<'_> {
        GrantBasis {
            grant: &self.grant,
            client: &self.client,
            consent: &self.consent,
            delegation: self.delegation.as_ref(),
        }
    }

    /// Whether the records are about each other, and the consent is the version in force
    /// ([rule 15](crate::rules#rule-15-availability)).
    pub fn belongs_together(&self) -> bool {
        self.token.grant == self.grant.id && self.grant_basis().belongs_together()
    }

    /// Returns the first of [rules](crate::rules#the-fifteen-rules) 1, 2, 3, 5 and 10 that refuses everything with this
    /// token at `now`, whatever is asked for; `None` if the token works.
    pub fn standing(&self, now: Timestamp) -> Option<Reason> {
        if !self.belongs_together() {
            return Some(Reason::Unavailable);
        }
        if !self.token.is_live(now) {
            return Some(Reason::TokenInvalid);
        }
        self.grant_basis().standing(now)
    }

    /// Returns the topics that may leave with records of one type: ticked by the patient, named in the scope, shareable
    /// with an app at all, and the client verified ([rules](crate::rules#the-fifteen-rules) 7 and 11).
    pub(super) fn topics(
        &self,
        resource: ResourceType,
        action: Actions,
        now: Timestamp,
    ) -> TopicSet {
        if self.client.review == ReviewState::Unverified {
            return TopicSet::EMPTY;
        }
        self.consent
            .topics
            .intersection(self.token.scope.topics_within(resource, action))
            .intersection(TopicSet::for_apps())
            .intersection(self.reach(now).1)
    }

    /// Returns what the grantor may share at `now` ([rule 10](crate::rules#rule-10-delegation)): a patient everything.
    pub fn reach(&self, now: Timestamp) -> (CategorySet, TopicSet) {
        may_share(&self.consent.grantor, self.delegation.as_ref(), now)
    }
}

/// Returns what a grantor may share at `now`: a patient everything, a caregiver what their delegation holds.
pub fn may_share(
    grantor: &Actor,
    delegation: Option<&Delegation>,
    now: Timestamp,
) -> (CategorySet, TopicSet) {
    match (delegation, grantor) {
        (Some(delegation), _) => delegation.reach(Ability::ManageApps, now),
        (None, Actor::Caregiver { .. }) => (CategorySet::EMPTY, TopicSet::EMPTY),
        (None, _) => (CategorySet::all(), TopicSet::all()),
    }
}

/// Returns what of `wanted` the consent in force grants: no more than it shares, and no more than its grantor may share
/// now.
pub fn effective_scope(
    wanted: &ScopeSet,
    consent: &Consent,
    delegation: Option<&Delegation>,
    now: Timestamp,
) -> ScopeSet {
    let offline = consent.access == Access::Until;
    let (categories, topics) = may_share(&consent.grantor, delegation, now);
    compile(
        wanted,
        consent.granted.intersection(categories),
        consent.topics.intersection(topics),
        offline,
    )
}

/// Returns why a consent permits nothing at `now` ([rule 3](crate::rules#rule-3-consent)).
fn ended(consent: &Consent, now: Timestamp) -> Option<Reason> {
    match consent.status(now) {
        ConsentStatus::Active | ConsentStatus::EndsSoon => None,
        ConsentStatus::NeedsReview => Some(Reason::ConsentNeedsReview),
        ConsentStatus::Expired => Some(Reason::ConsentExpired),
        ConsentStatus::Stopped | ConsentStatus::Superseded => Some(Reason::ConsentRevoked),
    }
}

/// Returns why a caregiver's consent permits nothing at `now` ([rule 10](crate::rules#rule-10-delegation)).
fn delegation_ended(
    consent: &Consent,
    delegation: Option<&Delegation>,
    now: Timestamp,
) -> Option<Reason> {
    consent.grantor.delegation()?;
    if !delegation.is_some_and(|delegation| delegation.is_active(now)) {
        return Some(Reason::DelegationEnded);
    }
    let left = may_share(&consent.grantor, delegation, now).0;
    let none_left = consent.granted.intersection(left).is_empty();
    none_left.then_some(Reason::DelegationTooNarrow)
}
