//! One version of a decision, and which transitions its state permits.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Access, ApprovedChoice, DataPeriod,
    state::{ConsentState, ConsentStatus, RevocationCause, SuspensionCause},
};
use crate::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, PurposeOfUse, SensitiveTopic, TopicSet},
    ids::{ClientId, ConsentId, PatientId},
    language::Language,
};

/// Which text was shown before the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The page: `consent`, `confirm`, or `app` for a change on the page of the app.
    pub screen: String,
    /// The language of the text.
    pub language: Language,
    /// The version of the product's sentences.
    pub version: String,
    /// SHA-256 of the exact text, in lower-case hexadecimal; the text is stored under this digest.
    pub digest: String,
    /// The version of the hospital's [privacy notice](crate::privacy::PrivacyNotice) that stood beside it; `None` where
    /// there was none.
    #[serde(default)]
    pub privacy_notice: Option<u32>,
}

/// One immutable version of a patient's decision about one client and one purpose. The newest version is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The same for all versions.
    pub id: ConsentId,
    /// From 1.
    pub version: u32,
    /// Whose record is shared.
    pub subject: PatientId,
    /// Who decided: the patient, or a caregiver under a delegation (rules 10 and 12).
    pub grantor: Actor,
    /// With which client it is shared.
    pub client: ClientId,
    /// What for (rule 5).
    pub purpose: PurposeOfUse,
    /// The categories that are shared (rule 6).
    pub granted: CategorySet,
    /// The sensitive topics that are shared (rule 7).
    pub topics: TopicSet,
    /// What the client requested and did not get.
    pub refused: CategorySet,
    /// The topics that the client requested and did not get.
    pub refused_topics: TopicSet,
    /// How far back (rule 9); `None` for all data.
    pub period: Option<DataPeriod>,
    /// Whether the client may come back.
    pub access: Access,
    /// When this version was decided.
    pub decided_at: Timestamp,
    /// When it ends by itself (rule 3).
    pub expires_at: Timestamp,
    /// What was shown before the decision.
    pub wording: Wording,
    /// How the grantor was authenticated for the decision, or for its latest confirmation.
    pub assurance: Assurance,
    /// Its stored state.
    pub state: ConsentState,
}

/// The state does not permit the transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a consent that is {from:?} cannot be {to}")]
pub struct TransitionError {
    /// What the consent is at that moment.
    pub from: ConsentStatus,
    /// The transition that was refused, as a participle.
    pub to: &'static str,
}

/// Everything that a new decision brings to a consent.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// Who decided.
    pub grantor: Actor,
    /// What was chosen, checked.
    pub choice: ApprovedChoice,
    /// What was shown.
    pub wording: Wording,
    /// How the grantor was authenticated.
    pub assurance: Assurance,
}

/// Whom a first decision is about and for.
#[derive(Clone, Debug)]
pub struct Parties {
    /// Whose record is shared.
    pub subject: PatientId,
    /// With which client.
    pub client: ClientId,
    /// What for.
    pub purpose: PurposeOfUse,
}

impl Consent {
    /// How long before the end "ends soon" starts.
    pub const ENDS_SOON: TimeDelta = TimeDelta::days(14);

    /// Makes the first version.
    pub fn give(id: ConsentId, parties: Parties, decision: NewDecision, now: Timestamp) -> Self {
        let NewDecision {
            grantor,
            choice,
            wording,
            assurance,
        } = decision;
        Self {
            id,
            version: 1,
            subject: parties.subject,
            grantor,
            client: parties.client,
            purpose: parties.purpose,
            granted: choice.categories(),
            topics: choice.topics(),
            refused: choice.refused(),
            refused_topics: choice.refused_topics(),
            period: choice.period(),
            access: choice.access(),
            decided_at: now,
            expires_at: choice.expires_at(),
            wording,
            assurance,
            state: ConsentState::Active,
        }
    }

    /// Makes the next version from a new decision about the same parties. Returns this version as superseded, and the
    /// next.
    ///
    /// # Errors
    /// [`TransitionError`] unless this version is active or suspended.
    pub fn decide_again(
        self,
        decision: NewDecision,
        now: Timestamp,
    ) -> Result<(Self, Self), TransitionError> {
        self.require_live("decided again", now)?;
        let parties = Parties {
            subject: self.subject.clone(),
            client: self.client.clone(),
            purpose: self.purpose,
        };
        let version = self.version + 1;
        let next = Self {
            version,
            ..Self::give(self.id, parties, decision, now)
        };
        let previous = Self {
            state: ConsentState::Superseded {
                by_version: version,
            },
            ..self
        };
        Ok((previous, next))
    }

    /// Suspends the consent until the patient confirms it.
    ///
    /// # Errors
    /// [`TransitionError`] unless it is active or suspended.
    pub fn suspend(self, cause: SuspensionCause, now: Timestamp) -> Result<Self, TransitionError> {
        self.require_live("suspended", now)?;
        Ok(Self {
            state: ConsentState::NeedsReview { since: now, cause },
            ..self
        })
    }

    /// Ends a suspension. The caller has verified the proof (rule 14).
    ///
    /// # Errors
    /// [`TransitionError`] unless it is suspended.
    pub fn confirm(self, assurance: Assurance, now: Timestamp) -> Result<Self, TransitionError> {
        match self.status(now) {
            ConsentStatus::NeedsReview => Ok(Self {
                state: ConsentState::Active,
                assurance,
                ..self
            }),
            from => Err(TransitionError {
                from,
                to: "confirmed",
            }),
        }
    }

    /// Ends the consent for good.
    ///
    /// # Errors
    /// [`TransitionError`] unless it is active or suspended.
    pub fn revoke(
        self,
        by: Actor,
        cause: RevocationCause,
        now: Timestamp,
    ) -> Result<Self, TransitionError> {
        self.require_live("revoked", now)?;
        Ok(Self {
            state: ConsentState::Revoked { by, at: now, cause },
            ..self
        })
    }

    /// Returns what this version is at `now`.
    pub fn status(&self, now: Timestamp) -> ConsentStatus {
        match &self.state {
            ConsentState::Revoked { .. } => ConsentStatus::Stopped,
            ConsentState::Superseded { .. } => ConsentStatus::Superseded,
            _ if self.expires_at <= now => ConsentStatus::Expired,
            ConsentState::NeedsReview { .. } => ConsentStatus::NeedsReview,
            // A one-time consent always ends within the hour; saying "soon" would only alarm.
            ConsentState::Active
                if self.access == Access::Until && self.expires_at - now <= Self::ENDS_SOON =>
            {
                ConsentStatus::EndsSoon
            }
            ConsentState::Active => ConsentStatus::Active,
        }
    }

    /// Returns when the person is reminded of the end: 14 days ahead, or half-way where the consent lasts less than 28.
    pub fn remind_at(&self) -> Timestamp {
        let half = (self.expires_at - self.decided_at) / 2;
        self.expires_at - half.min(Self::ENDS_SOON)
    }

    /// Whether it permits reads at `now` (rule 3).
    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(
            self.status(now),
            ConsentStatus::Active | ConsentStatus::EndsSoon
        )
    }

    /// Whether it is active or suspended at `now`: one subject, client and purpose have one live consent at most.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.is_active(now) || self.status(now) == ConsentStatus::NeedsReview
    }

    /// Whether a change of trust in this way of proving who one is touches it: it was given by the same way, or a
    /// weaker one ([trust changes](crate::rules#trust-changes)).
    pub fn rests_on(&self, method: AuthenticationMethod) -> bool {
        self.assurance.method <= method
    }

    /// Whether it is a yes to a sign-in: the client may know who the person is, and nothing of the record.
    pub const fn is_sign_in(&self) -> bool {
        self.granted.is_empty()
    }

    /// Whether this topic was ticked.
    pub fn shares(&self, topic: SensitiveTopic) -> bool {
        self.topics.contains(topic)
    }

    fn require_live(&self, to: &'static str, now: Timestamp) -> Result<(), TransitionError> {
        if self.is_live(now) {
            Ok(())
        } else {
            Err(TransitionError {
                from: self.status(now),
                to,
            })
        }
    }
}
