//! One version of a decision, and what may happen to it.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Access, ApprovedChoice, DataPeriod};
use crate::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, PurposeOfUse, SensitiveTopic, TopicSet, catalogue_enum},
    ids::{ClientId, ConsentId, PatientId},
    language::Language,
};

catalogue_enum! {
    /// Why a consent was put on hold.
    SuspensionCause {
        Risk = "risk",
        TrustChange = "trust-change",
        PasswordReset = "password-reset",
    }
}

catalogue_enum! {
    /// Why a consent was ended.
    RevocationCause {
        StoppedByPatient = "stopped-by-patient",
        StoppedByCaregiver = "stopped-by-delegate",
        StoppedByStaff = "stopped-by-staff",
    }
}

/// What is stored of a version's state. That it has expired is not stored but seen: [`Consent::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ConsentState {
    Active,
    NeedsReview {
        since: Timestamp,
        cause: SuspensionCause,
    },
    Revoked {
        by: Actor,
        at: Timestamp,
        cause: RevocationCause,
    },
    Superseded {
        by_version: u32,
    },
}

impl ConsentState {
    /// The stable name of the state in storage.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NeedsReview { .. } => "needs-review",
            Self::Revoked { .. } => "revoked",
            Self::Superseded { .. } => "superseded",
        }
    }
}

catalogue_enum! {
    /// What a person sees of a consent at a moment.
    ConsentStatus {
        Active = "active",
        /// Fourteen days or less are left.
        EndsSoon = "ends-soon",
        NeedsReview = "needs-your-ok",
        Expired = "expired",
        Stopped = "stopped",
        /// An older version; only its history shows it.
        Superseded = "superseded",
    }
}

/// What exactly was shown before the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub screen: String,
    pub language: Language,
    pub version: String,
    /// SHA-256 of the exact text, in lower-case hexadecimal; the text itself is kept under this name.
    pub digest: String,
}

/// One immutable version of a patient's decision about one client and one purpose. The newest version is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub id: ConsentId,
    pub version: u32,
    pub subject: PatientId,
    /// Who decided: the patient, or a delegate under a delegation.
    pub grantor: Actor,
    pub client: ClientId,
    pub purpose: PurposeOfUse,
    pub granted: CategorySet,
    pub topics: TopicSet,
    /// What the app asked for and did not get.
    pub refused: CategorySet,
    pub refused_topics: TopicSet,
    pub period: Option<DataPeriod>,
    pub access: Access,
    pub decided_at: Timestamp,
    pub expires_at: Timestamp,
    pub wording: Wording,
    pub assurance: Assurance,
    pub state: ConsentState,
}

/// The state does not allow what was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a consent that is {from:?} cannot be {to}")]
pub struct TransitionError {
    pub from: ConsentStatus,
    pub to: &'static str,
}

/// Everything that a new decision brings to a consent.
#[derive(Clone, Debug)]
pub struct NewDecision {
    pub grantor: Actor,
    pub choice: ApprovedChoice,
    pub wording: Wording,
    pub assurance: Assurance,
}

/// To whom and about whom a first decision is.
#[derive(Clone, Debug)]
pub struct Parties {
    pub subject: PatientId,
    pub client: ClientId,
    pub purpose: PurposeOfUse,
}

impl Consent {
    /// "Ends soon" starts this long before the end.
    pub const ENDS_SOON: TimeDelta = TimeDelta::days(14);

    /// The first version.
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

    /// A new decision about the same parties: this version is superseded, the next one is in force.
    ///
    /// # Errors
    /// [`TransitionError`] unless this version is in force.
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

    /// Puts the consent on hold until the patient confirms it.
    ///
    /// # Errors
    /// [`TransitionError`] unless it is in force.
    pub fn suspend(self, cause: SuspensionCause, now: Timestamp) -> Result<Self, TransitionError> {
        self.require_live("suspended", now)?;
        Ok(Self {
            state: ConsentState::NeedsReview { since: now, cause },
            ..self
        })
    }

    /// Ends the hold; the proof of the person is checked by the caller.
    ///
    /// # Errors
    /// [`TransitionError`] unless it is on hold.
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
    /// [`TransitionError`] unless it is in force or on hold.
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

    /// What this version is at `now`.
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

    /// When the person is reminded of the end: two weeks ahead, or half-way where it lasts less than four.
    pub fn remind_at(&self) -> Timestamp {
        let half = (self.expires_at - self.decided_at) / 2;
        self.expires_at - half.min(Self::ENDS_SOON)
    }

    /// Whether an app may read under it at `now`.
    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(
            self.status(now),
            ConsentStatus::Active | ConsentStatus::EndsSoon
        )
    }

    /// Whether it is in force or on hold at `now`: what "live" means for the one-per-client rule.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.is_active(now) || self.status(now) == ConsentStatus::NeedsReview
    }

    /// Whether a change of trust in this way of proving who one is touches it: it was given by the same way, or a
    /// weaker one ([trust changes](crate::rules#trust-changes)).
    pub fn rests_on(&self, method: AuthenticationMethod) -> bool {
        self.assurance.method <= method
    }

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
