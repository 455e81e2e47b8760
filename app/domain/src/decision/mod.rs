//! May this request read this, now? The question, what it is answered from, and the answer with its reasons.
//!
//! Rules are numbered as in the [rule book](crate::rules). The policy crate answers; everything here is only the
//! shape of question and answer, and the filter that carries [rules](crate::rules#the-fifteen-rules) 6 to 10 into the
//! query.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, PurposeOfUse, ResourceType, TopicSet, catalogue_enum},
    client::{Client, ReviewState},
    consent::{Consent, ConsentState},
    delegation::{Ability, Delegation},
    grant::Grant,
    ids::{PatientId, ResourceId},
    scope::Actions,
    token::AccessToken,
};

/// What a request wants to do with a resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interaction {
    Read,
    Search,
}

impl Interaction {
    /// The letter of the SMART scope that it needs.
    pub const fn action(self) -> Actions {
        match self {
            Self::Read => Actions::READ,
            Self::Search => Actions::SEARCH,
        }
    }
}

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRequest {
    pub interaction: Interaction,
    pub resource: ResourceType,
    /// The patient that the request names, where it names one.
    pub subject: Option<PatientId>,
    /// The purpose that the request claims, where it claims one.
    pub purpose: Option<PurposeOfUse>,
    /// The one record that is asked about; `None` asks about the type as a whole.
    pub record: Option<RecordLabels>,
}

/// What is known of one stored record besides its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLabels {
    pub subject: PatientId,
    /// The id of a RelatedPerson; `None` for what is none.
    pub related: Option<ResourceId>,
    pub categories: CategorySet,
    pub topics: TopicSet,
    pub classified: bool,
    /// The day the record is about; `None` if it has no date.
    pub date: Option<NaiveDate>,
}

/// What the answer rests on, loaded when the request came in.
#[derive(Clone, Debug)]
pub struct AccessBasis {
    pub token: AccessToken,
    pub grant: Grant,
    pub client: Client,
    /// The version in force.
    pub consent: Consent,
    /// Under which a caregiver gave the consent; `None` if the patient did.
    pub delegation: Option<Delegation>,
}

impl AccessBasis {
    /// Whether the records are about each other, and the consent is the version in force.
    ///
    /// One that does not was not read properly, and nothing may rest on it
    /// ([rule 15](crate::rules#rule-15-availability)).
    pub fn belongs_together(&self) -> bool {
        let Self {
            token,
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
            && token.grant == grant.id
            && grant.consent == consent.id
            && grant.client == client.id
            && consent.client == client.id
            && grant.subject == consent.subject
            && !matches!(consent.state, ConsentState::Superseded { .. })
    }

    /// The topics that may leave with records of one type: ticked by the patient, named in the scope, fit for an app,
    /// and the app verified ([rules](crate::rules#the-fifteen-rules) 7 and 11).
    fn topics(&self, resource: ResourceType, action: Actions, now: Timestamp) -> TopicSet {
        if self.client.review == ReviewState::Unverified {
            return TopicSet::EMPTY;
        }
        self.consent
            .topics
            .intersection(self.token.scope.topics_within(resource, action))
            .intersection(TopicSet::for_apps())
            .intersection(self.reach(now).1)
    }

    /// [Rule 10](crate::rules#rule-10-delegation): how far whoever gave the consent may share at `now`. A patient may
    /// share everything.
    pub fn reach(&self, now: Timestamp) -> (CategorySet, TopicSet) {
        may_share(&self.consent.grantor, self.delegation.as_ref(), now)
    }
}

/// How far a grantor may share at `now`: a patient everything, a caregiver what their delegation holds.
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

catalogue_enum! {
    /// Why a request was refused. Internal: the caller is told less.
    Reason {
        TokenInvalid = "token-invalid",
        KeyMismatch = "key-mismatch",
        WrongAudience = "wrong-audience",
        GrantEnded = "grant-ended",
        ClientSuspended = "client-suspended",
        ConsentRevoked = "consent-revoked",
        ConsentExpired = "consent-expired",
        ConsentNeedsReview = "consent-needs-review",
        OtherPatient = "other-patient",
        PurposeMismatch = "purpose-mismatch",
        CategoryNotGranted = "category-not-granted",
        ScopeInsufficient = "scope-insufficient",
        SensitiveTopicNotGranted = "sensitive-topic-not-granted",
        Unclassified = "unclassified",
        OutsidePeriod = "outside-period",
        DelegationEnded = "delegation-ended",
        DelegationTooNarrow = "delegation-too-narrow",
        AppNotVerified = "app-not-verified",
        RoleNotAllowed = "role-not-allowed",
        NoCareRelationship = "no-care-relationship",
        BreakGlassNotAllowed = "break-glass-not-allowed",
        EmergencyNotArranged = "emergency-not-arranged",
        StepUpRequired = "step-up-required",
        /// Its counter went back: somebody may have copied the key.
        PasskeyCopied = "passkey-copied",
        Unavailable = "unavailable",
    }
}

impl Reason {
    /// The number of the rule in the [rule book](crate::rules).
    pub const fn rule(self) -> u8 {
        match self {
            Self::TokenInvalid | Self::KeyMismatch | Self::WrongAudience => 1,
            Self::GrantEnded | Self::ClientSuspended => 2,
            Self::ConsentRevoked | Self::ConsentExpired | Self::ConsentNeedsReview => 3,
            Self::OtherPatient => 4,
            Self::PurposeMismatch => 5,
            Self::CategoryNotGranted | Self::ScopeInsufficient => 6,
            Self::SensitiveTopicNotGranted => 7,
            Self::Unclassified => 8,
            Self::OutsidePeriod => 9,
            Self::DelegationEnded | Self::DelegationTooNarrow => 10,
            Self::AppNotVerified => 11,
            Self::RoleNotAllowed | Self::NoCareRelationship => 12,
            Self::BreakGlassNotAllowed | Self::EmergencyNotArranged => 13,
            Self::StepUpRequired | Self::PasskeyCopied => 14,
            Self::Unavailable => 15,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    Permit,
    Deny,
}

/// What must be done with an answer that permits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// Only records that the filter admits may leave.
    Filter(RecordFilter),
}

/// The answer. It is used at once and never kept past the consent that it rests on.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub effect: Effect,
    /// Why it was refused; empty if it was permitted.
    pub reasons: Vec<Reason>,
    pub obligations: Vec<Obligation>,
}

impl Decision {
    pub const fn permit(obligations: Vec<Obligation>) -> Self {
        Self {
            effect: Effect::Permit,
            reasons: Vec::new(),
            obligations,
        }
    }

    pub fn deny(reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            effect: Effect::Deny,
            reasons: reasons.into_iter().collect(),
            obligations: Vec::new(),
        }
    }

    pub fn is_permit(&self) -> bool {
        self.effect == Effect::Permit
    }
}

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
