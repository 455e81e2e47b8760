//! Sign-in with the hospital's own provider: an attempt on its way there and back, and the account that an identity
//! belongs to.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    ids::PersonId,
};

/// Somebody, as a provider names them: only both together name one person (OpenID Connect Core §5.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamIdentity {
    pub issuer: String,
    pub subject: String,
}

/// What a provider said of one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamSignIn {
    pub identity: UpstreamIdentity,
    /// When the person was authenticated there (`auth_time`).
    pub authenticated_at: Timestamp,
    pub said: UpstreamContext,
}

/// `acr` and `amr` in the provider's own words, kept as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpstreamContext {
    pub acr: Option<String>,
    pub amr: Vec<String>,
}

impl UpstreamSignIn {
    /// How surely that is known here.
    pub fn assurance(&self, now: Timestamp) -> Assurance {
        Assurance {
            method: AuthenticationMethod::Upstream,
            // A clock that runs ahead of ours must not make it fresher.
            authenticated_at: self.authenticated_at.min(now),
        }
    }
}

/// An identity that belongs to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    pub identity: UpstreamIdentity,
    pub person: PersonId,
    pub linked_at: Timestamp,
    pub used_at: Timestamp,
    pub said: UpstreamContext,
}

/// A sign-in on its way to the provider and back, in one browser.
#[derive(Clone, PartialEq, Eq)]
pub struct UpstreamAttempt {
    pub issuer: String,
    /// Where it leads in the end: a path of ours.
    pub next: String,
    /// Who was signed in and wants to add it to their account.
    pub person: Option<PersonId>,
    pub stage: UpstreamStage,
    pub created_at: Timestamp,
}

/// How far an attempt has come.
#[derive(Clone, PartialEq, Eq)]
pub enum UpstreamStage {
    /// At the provider. The nonce comes back in the ID token, the verifier redeems the code.
    Away { nonce: String, verifier: String },
    /// Back, with an identity that belongs to no account yet.
    Unlinked {
        subject: String,
        said: UpstreamContext,
    },
}

impl UpstreamAttempt {
    pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

    pub fn expires_at(&self) -> Timestamp {
        self.created_at + Self::LIFETIME
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at()
    }

    /// Whether the person must be authenticated at the provider now, and not some time ago: the way leads to a decision.
    pub fn must_be_fresh(&self) -> bool {
        self.next.starts_with("/consent/")
    }

    /// The same attempt, back with an identity that nobody here has.
    #[must_use]
    pub fn unlinked(self, sign_in: UpstreamSignIn) -> Self {
        Self {
            stage: UpstreamStage::Unlinked {
                subject: sign_in.identity.subject,
                said: sign_in.said,
            },
            ..self
        }
    }

    /// The identity that waits for its account.
    pub fn waiting(&self) -> Option<(UpstreamIdentity, UpstreamContext)> {
        match &self.stage {
            UpstreamStage::Away { .. } => None,
            UpstreamStage::Unlinked { subject, said } => {
                let identity = UpstreamIdentity {
                    issuer: self.issuer.clone(),
                    subject: subject.clone(),
                };
                Some((identity, said.clone()))
            }
        }
    }
}
