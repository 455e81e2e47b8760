//! The grant: what every code and token of one connection hangs on. When it ends, all of them stop at once.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Timestamp,
    assurance::Assurance,
    catalogue::catalogue_enum,
    ids::{ClientId, ConsentId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
};

catalogue_enum! {
    /// Why a grant ended.
    GrantEndCause {
        ConsentEnded = "consent-ended",
        /// A code or a refresh token was used a second time (RFC 9700 §4.14.2, RFC 6749 §4.1.2).
        Replayed = "replayed",
        ClientSuspended = "client-suspended",
        /// The app gave it up (RFC 7009).
        ReleasedByClient = "released-by-client",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum GrantState {
    Live,
    Ended { at: Timestamp, cause: GrantEndCause },
}

/// One connection of one client under one consent (RFC 6749 "authorization grant").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub id: GrantId,
    pub consent: ConsentId,
    pub client: ClientId,
    pub subject: PatientId,
    /// Who signed in when it was given: the `sub` of the ID token.
    pub person: PersonId,
    /// The widest that its tokens can say; the consent in force narrows it at once.
    pub scope: ScopeSet,
    /// How that person was authenticated: the `acr`, `amr` and `auth_time` of everything that hangs on it.
    pub authentication: Assurance,
    pub created_at: Timestamp,
    pub state: GrantState,
}

/// The grant had already ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the grant had already ended")]
pub struct AlreadyEnded;

impl Grant {
    pub const fn is_live(&self) -> bool {
        matches!(self.state, GrantState::Live)
    }

    /// # Errors
    /// [`AlreadyEnded`] if it ended before; the first cause stands.
    pub fn end(self, cause: GrantEndCause, now: Timestamp) -> Result<Self, AlreadyEnded> {
        match self.state {
            GrantState::Live => Ok(Self {
                state: GrantState::Ended { at: now, cause },
                ..self
            }),
            GrantState::Ended { .. } => Err(AlreadyEnded),
        }
    }
}
